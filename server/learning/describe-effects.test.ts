import { describe, expect, it } from "vitest";
import { type Directives, SEED_DIRECTIVES } from "@/lib/domain/evolution/directives";
import { estimateLevel, fitEffects } from "@/lib/domain/evolution/effects";
import { describeEffects } from "@/server/learning/describe-effects";

const { hook, cta, ...same } = SEED_DIRECTIVES;
const other = { hook: "news", cta: "reply" } as const;

const describeAll = (published: Partial<Directives>[]) => {
  const belief = fitEffects(
    published.map((directives, at) => ({ promptId: null, directives, y: at / 10, weight: 4 })),
  );
  return { belief, ...describeEffects(published, belief) };
};
const named = (ways: { directive: string; level: string }[]) =>
  ways.map(({ directive, level }) => `${directive} ${level}`);

describe("what a channel answers to", () => {
  it("leaves out what all posts have, and tells as one what always occurs together", () => {
    const found = describeAll([SEED_DIRECTIVES, { ...same, ...other }, { ...same, ...other }]);
    expect(named(found.unvaried).map((each) => each.split(" ")[0])).toEqual(Object.keys(same));
    expect(found.effects.map(({ ways, posts }) => [...named(ways), posts])).toEqual([
      [`hook ${hook}`, `cta ${cta}`, 1],
    ]);
  });

  it("adds up what the two do, with one interval", () => {
    const { belief, ...found } = describeAll([SEED_DIRECTIVES, { ...same, ...other }]);
    const of = (key: "hook" | "cta", level: string) => estimateLevel(belief, key, level).mean;
    const apart = of("hook", hook) - of("hook", "news") + of("cta", cta) - of("cta", "reply");
    const told = found.effects[0];
    expect(told?.effect.mean).toBeCloseTo(Math.exp(apart) - 1, 10);
    expect(told?.effect.low).toBeLessThan(told?.effect.mean ?? 0);
  });

  it("keeps apart what occurred apart, and knows nothing of nothing", () => {
    const found = describeAll([
      SEED_DIRECTIVES,
      { ...same, ...other },
      { ...same, hook: "news", cta },
    ]);
    expect(found.effects.map(({ ways }) => ways.length)).toEqual([1, 1]);
    expect(describeAll([])).toMatchObject({ effects: [], unvaried: [] });
  });
});
