import { describe, expect, it } from "vitest";
import { DIRECTIVE_KEYS, levelsOf, SEED_DIRECTIVES } from "./directives";
import { compare, drawEffects, estimateLevel, estimateOf, fitEffects, usualOf } from "./effects";
import { EFFECT_PRIORS, type Observation } from "./features";

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const bare = (promptId: string, y: number, weight = 4): Observation => ({
  ...{ promptId, directives: {}, y, weight },
});
const one = { id: "one", directives: SEED_DIRECTIVES };
const two = { id: "two", directives: SEED_DIRECTIVES };

describe("the posterior of effects", () => {
  it("is what a hand computes for one post", () => {
    // Prior variances 1 (channel) and 0.01 (prompt), noise 1/4: a post is expected within sqrt(1.26).
    const noise = (20 + 0.6 ** 2 / 1.26) / 21;
    const effects = fitEffects([bare("one", 0.6)]);
    expect(effects.noise).toBeCloseTo(noise, 10);
    const total = 1.01 + noise / 4;
    expect(estimateOf(effects, one).mean).toBeCloseTo((0.01 / total) * 0.6, 10);
    expect(usualOf(effects, bare("one", 0))).toBeCloseTo((1 / total) * 0.6, 10);
    const variance = 0.01 - 0.01 ** 2 / total;
    const levels = 8 * EFFECT_PRIORS.level ** 2;
    expect(estimateOf(effects, one).sd).toBeCloseTo(Math.sqrt(variance + levels), 10);
  });

  it("solves two prompts as two equations do", () => {
    const effects = fitEffects([bare("one", 0.5), bare("two", -0.5)]);
    const { noise } = effects;
    // The difference of the two knows no channel: prior variance 0.02, noise 2 · noise / 4.
    const expected = (0.02 / (0.02 + noise / 2)) * 1;
    const difference = estimateOf(effects, one).mean - estimateOf(effects, two).mean;
    expect(difference).toBeCloseTo(expected, 10);
    expect(compare(effects, one, two).lift).toBeCloseTo(Math.exp(expected) - 1, 10);
  });

  it("is as wide as the prior where nothing was seen", () => {
    const { mean, sd } = estimateOf(fitEffects([]), one);
    expect(mean).toBe(0);
    expect(sd).toBeCloseTo(Math.sqrt(8 * 0.11 ** 2 + 0.1 ** 2), 10);
  });

  it("compares both ways round with one answer", () => {
    const random = createRandom(3);
    const posts = Array.from({ length: 30 }, (_, i) => bare(i % 2 ? "one" : "two", random() - 0.4));
    const effects = fitEffects(posts);
    const [there, back] = [compare(effects, one, two), compare(effects, two, one)];
    expect(there.pBetter + back.pBetter).toBeCloseTo(1, 6);
    expect((1 + there.lift) * (1 + back.lift)).toBeCloseTo(1, 10);
    expect((1 + there.low) * (1 + back.high)).toBeCloseTo(1, 10);
    expect(compare(effects, one, one)).toMatchObject({ pBetter: 0.5, lift: 0 });
  });

  it("credits a post that a person rewrote to its directives alone", () => {
    const seen = { ...bare("one", 1), promptId: null, directives: { hook: "number" as const } };
    const effects = fitEffects([seen, bare("one", 0)]);
    expect(effects.posts.get("one")).toBe(1);
    expect(estimateLevel(effects, "hook", "number").mean).toBeGreaterThan(0);
  });

  it("doesn't take the hour, the day or the topic for the prompt's work", () => {
    const posts = Array.from({ length: 40 }, (_, i) => {
      const good = i % 2 === 0;
      const when = good
        ? { hour: 9, weekday: 1, topic: "a" }
        : { hour: 20, weekday: 5, topic: "b" };
      return { ...bare(good ? "one" : "two", good ? 0.3 : -0.3), ...when };
    });
    const { lift } = compare(fitEffects(posts), one, two);
    const blind = posts.map(({ promptId, y }) => bare(promptId ?? "", y));
    expect(lift).toBeLessThan(0.5 * compare(fitEffects(blind), one, two).lift);
  });

  it("draws what it believes", () => {
    const posts = [bare("one", 0.8), bare("one", 0.5), bare("two", -0.2)];
    const effects = fitEffects(posts);
    const random = createRandom(11);
    const draws = Array.from({ length: 4000 }, () => drawEffects(effects, random).prompt(one));
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    const variance = draws.reduce((sum, each) => sum + (each - mean) ** 2, 0) / draws.length;
    const believed = estimateOf(effects, one);
    expect(Math.abs(mean - believed.mean)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(variance) - believed.sd)).toBeLessThan(0.02);
  });

  it("finds the level that an audience likes", () => {
    const random = createRandom(5);
    const posts = Array.from({ length: 400 }, (): Observation => {
      const said = DIRECTIVE_KEYS.map((key) => {
        const levels = levelsOf(key);
        return [key, levels[Math.floor(random() * levels.length)]];
      });
      const directives = Object.fromEntries(said);
      const y = (directives.hook === "story" ? 0.3 : 0) + (random() - 0.5);
      return { promptId: null, directives, y, weight: 4 };
    });
    const effects = fitEffects(posts);
    const best = levelsOf("hook").toSorted(
      (a, b) => estimateLevel(effects, "hook", b).mean - estimateLevel(effects, "hook", a).mean,
    );
    expect(best[0]).toBe("story");
  });
});
