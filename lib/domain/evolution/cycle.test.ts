import { describe, expect, it } from "vitest";
import { applyChanges, type CycleInput, countFruitless, planCycle } from "./cycle";
import { differingKeys, SEED_DIRECTIVES } from "./directives";
import { fitEffects } from "./effects";
import type { Observation } from "./features";
import { type PromptStatus, type PromptVersion, renderPrompt } from "./prompt";
import { LEARNING_SETTINGS } from "./settings";

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function prompt(
  id: string,
  status: PromptStatus,
  more: Partial<PromptVersion> = {},
): PromptVersion {
  return {
    ...{ id, status, parents: [], operator: "thompson_edit", directives: SEED_DIRECTIVES },
    ...{ notes: [], text: renderPrompt(SEED_DIRECTIVES), generation: 1 },
    createdAt: "2026-03-01T00:00:00.000Z",
    ...more,
  };
}
const seed = prompt("seed", "champion", { operator: "seed", generation: 0 });

const results = (promptId: string, y: number, posts: number): Observation[] =>
  Array.from({ length: posts }, () => ({ promptId, directives: {}, y, weight: 4 }));

const input = (more: Partial<CycleInput> = {}): CycleInput => ({
  ...{ population: [seed], effects: fitEffects([]), newPosts: 6, probationPosts: null },
  ...{ now: "2026-03-02T12:00:00.000Z", lastBredAt: null, settings: LEARNING_SETTINGS },
  random: createRandom(1),
  ...more,
});

describe("breeding", () => {
  it("fills the free places with children that differ from all", () => {
    const { breed, generation, waiting } = planCycle(input());
    expect(waiting).toBeNull();
    expect(generation).toBe(1);
    expect(breed).toHaveLength(3);
    const all = [SEED_DIRECTIVES, ...breed.map(({ directives }) => directives)];
    for (const [i, one] of all.entries())
      for (const other of all.slice(i + 1))
        expect(differingKeys(one, other).length).toBeGreaterThan(0);
    for (const { operator, directives } of breed)
      if (operator === "thompson_edit")
        expect(differingKeys(SEED_DIRECTIVES, directives).length).toBeLessThanOrEqual(3);
  });

  it("never orders more calls than the budget, whatever falls free", () => {
    const parent = prompt("mate", "archived", {
      directives: { ...SEED_DIRECTIVES, hook: "story", tone: "warm", cta: "reply" },
    });
    const operators = new Set<string>();
    for (let at = 0; at < 300; at++) {
      const budget = at % 9;
      const settings = { ...LEARNING_SETTINGS, callsPerCycle: budget, challengers: 1 + (at % 5) };
      const population = [seed, parent];
      const { breed } = planCycle(input({ population, settings, random: createRandom(at) }));
      expect(breed.reduce((sum, { calls }) => sum + calls, 0)).toBeLessThanOrEqual(budget);
      for (const { operator } of breed) operators.add(operator);
    }
    expect([...operators].sort()).toEqual(["critic_edit", "crossover", "thompson_edit"]);
  });

  it("waits for six new posts", () => {
    const { breed, waiting } = planCycle(input({ newPosts: 5 }));
    expect(breed).toEqual([]);
    expect(waiting).toEqual({ code: "few_posts", have: 5, need: 6 });
  });

  it("breeds once a day, unless a person asks", () => {
    const lastBredAt = "2026-03-01T13:00:00.000Z";
    const nextAt = "2026-03-02T13:00:00.000Z";
    expect(planCycle(input({ lastBredAt })).waiting).toEqual({ code: "bred_today", nextAt });
    expect(planCycle(input({ lastBredAt, now: nextAt })).waiting).toBeNull();
    expect(planCycle(input({ lastBredAt, forced: true })).waiting).toBeNull();
  });

  it("waits while all places are taken, and without a champion", () => {
    const full = ["a", "b", "c"].map((id) => prompt(id, "challenger"));
    expect(planCycle(input({ population: [seed, ...full] })).waiting).toEqual({ code: "full" });
    expect(planCycle(input({ population: [] })).waiting).toEqual({ code: "no_champion" });
  });

  it("pauses after three generations that brought nothing", () => {
    const bad = [1, 2, 3].map((generation) => prompt(`g${generation}`, "retired", { generation }));
    const population = [seed, ...bad];
    expect(planCycle(input({ population: [seed, ...bad.slice(0, 2)] })).waiting).toBeNull();
    const paused = { code: "paused", generations: 3, have: 17, need: 18 };
    expect(planCycle(input({ population, newPosts: 17 })).waiting).toEqual(paused);
    expect(planCycle(input({ population, newPosts: 18 })).waiting).toBeNull();
    expect(planCycle(input({ population, forced: true })).waiting).toBeNull();
  });
});

describe("countFruitless", () => {
  it("counts back to the last that came to lead, past those still judged", () => {
    const made = (status: PromptStatus, generation: number) =>
      prompt(`${status}${generation}`, status, { generation });
    expect(countFruitless([seed, made("retired", 1), made("retired", 2)])).toBe(2);
    expect(countFruitless([seed, made("retired", 0), made("retired", 1)])).toBe(1);
    expect(countFruitless([seed, made("archived", 1), made("retired", 2)])).toBe(1);
    expect(countFruitless([seed, made("retired", 1), made("challenger", 2)])).toBe(1);
    expect(countFruitless([seed, made("retired", 1), made("probation", 1)])).toBe(0);
  });
});

describe("a promotion", () => {
  const better = prompt("better", "challenger");
  const good = fitEffects([...results("seed", -0.8, 20), ...results("better", 0.8, 20)]);

  it("puts the best challenger on probation and keeps the champion beside it", () => {
    const population = [seed, better];
    const plan = planCycle(input({ population, effects: good }));
    expect(plan.promotion).toMatchObject({ promptId: "better", overId: "seed" });
    expect(plan.changes).toEqual([{ id: "better", from: "challenger", to: "probation" }]);
    expect(applyChanges(population, plan.changes).map(({ status }) => status)).toEqual([
      "champion",
      "probation",
    ]);
    expect(plan.improvement?.lift).toBeGreaterThan(0.02);
    expect(plan.breed[0]?.parents[0]).toBe("better");
  });

  it("is followed by no other while the probation runs", () => {
    const leading = { ...better, status: "probation" as const };
    const next = prompt("next", "challenger");
    const effects = fitEffects([
      ...results("seed", -0.8, 20),
      ...results("better", 0, 20),
      ...results("next", 0.8, 20),
    ]);
    const during = planCycle(input({ population: [seed, leading, next], effects }));
    expect(during.probation?.verdict).toBe("wait");
    expect(during.challengers[0]?.verdict).toBe("promote");
    expect(during.promotion).toBeNull();
    const after = planCycle(
      input({
        ...{ population: [seed, leading, next], effects },
        probationPosts: { all: 10, own: 3 },
      }),
    );
    expect(after.changes).toEqual([
      { id: "seed", from: "champion", to: "archived" },
      { id: "better", from: "probation", to: "champion" },
      { id: "next", from: "challenger", to: "probation" },
    ]);
  });

  it("is taken back where the old champion looks better", () => {
    const leading = { ...better, status: "probation" as const };
    const effects = fitEffects([...results("seed", 0.8, 20), ...results("better", -0.8, 20)]);
    const plan = planCycle(
      input({ population: [seed, leading], effects, probationPosts: { all: 2, own: 1 } }),
    );
    expect(plan.changes).toEqual([{ id: "better", from: "probation", to: "retired" }]);
    expect(plan.improvement).toBeNull();
    expect(plan.breed[0]?.parents[0]).toBe("seed");
  });
});
