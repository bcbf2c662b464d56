import { describe, expect, it } from "vitest";
import { allocate } from "./allocate";
import { SEED_DIRECTIVES } from "./directives";
import { fitEffects } from "./effects";
import type { PromptStatus } from "./prompt";

function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const prompt = (id: string, status: PromptStatus) => ({ id, status, directives: SEED_DIRECTIVES });
const nothing = fitEffects([]);
const TIMES = 8000;

function shares(population: ReturnType<typeof prompt>[], effects = nothing) {
  const random = createRandom(1);
  const counts = new Map<string, number>();
  for (let i = 0; i < TIMES; i++) {
    const chosen = allocate(population, effects, random)?.promptId ?? "nobody";
    counts.set(chosen, (counts.get(chosen) ?? 0) + 1);
  }
  return (id: string) => (counts.get(id) ?? 0) / TIMES;
}

const expectNear = (share: number, expected: number) =>
  expect(Math.abs(share - expected)).toBeLessThan(0.02);

describe("allocate", () => {
  it("gives the champion 35 % and its part of the uniform 5 %", () => {
    const of = shares([
      prompt("champion", "champion"),
      ...["a", "b", "c"].map((id) => prompt(id, "challenger")),
      prompt("old", "archived"),
      prompt("bad", "retired"),
    ]);
    expectNear(of("champion"), 0.35 + 0.05 / 4);
    expect(of("champion") + of("a") + of("b") + of("c")).toBeCloseTo(1, 10);
    for (const id of ["a", "b", "c"]) expectNear(of(id), 0.6 / 3 + 0.05 / 4);
    expect(of("old") + of("bad")).toBe(0);
  });

  it("leans to the challenger that looks better", () => {
    const posts = Array.from({ length: 40 }, (_, i) => ({
      ...{ promptId: i % 2 ? "a" : "b", directives: {}, y: i % 2 ? 0.6 : -0.6, weight: 4 },
    }));
    const population = [
      prompt("champion", "champion"),
      prompt("a", "challenger"),
      prompt("b", "challenger"),
    ];
    const of = shares(population, fitEffects(posts));
    expect(of("a")).toBeGreaterThan(of("b") + 0.2);
    expect(of("b")).toBeGreaterThan(0.01);
  });

  it("keeps 20 % for the old champion while the new one is on probation", () => {
    const of = shares([
      prompt("old", "champion"),
      prompt("new", "probation"),
      prompt("a", "challenger"),
    ]);
    expectNear(of("old"), 0.2 + 0.05 / 3);
    expectNear(of("new"), 0.35 + 0.05 / 3);
    expectNear(of("a"), 0.4 + 0.05 / 3);
  });

  it("lets the champion write alone while nobody competes", () => {
    expect(shares([prompt("champion", "champion")])("champion")).toBe(1);
    expect(allocate([prompt("a", "challenger")], nothing, () => 0.5)).toBeNull();
  });
});
