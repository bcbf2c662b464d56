import { describe, expect, it } from "vitest";
import { fitBaseline, matchedAge, toFitness, toScore } from "./fitness";

const post = (views: number, likes: number, age: 1 | 24 = 24) => ({
  age,
  counts: { views, likes },
});

describe("fitness", () => {
  it("compares at the latest age that was reached", () => {
    expect(matchedAge(0.9)).toBeNull();
    expect(matchedAge(23.9)).toBe(6);
    expect(matchedAge(500)).toBe(168);
  });

  it("weighs engagement and takes unlike events for fewer equal ones", () => {
    expect(toScore({ views: 900, likes: 3, shares: 2 })).toEqual({ score: 16, events: 256 / 62 });
    expect(toScore({ likes: 5 }).events).toBe(5);
    expect(toScore({ views: 10_000 })).toEqual({ score: 0, events: 0 });
  });

  it("doesn't care how many saw a post, but how many of them acted", () => {
    const posts = [post(1000, 20), post(50_000, 1000), post(400, 8)];
    const baseline = fitBaseline(posts);
    const all = posts.map((each) => toFitness(each, baseline)?.y ?? Number.NaN);
    for (const y of all) expect(Math.abs(y)).toBeLessThan(0.01);
    const twice = toFitness(post(50_000, 2000), baseline)?.y ?? 0;
    expect(twice).toBeCloseTo(Math.log(2), 2);
  });

  it("measures an early count against what is usual early", () => {
    const early = Array.from({ length: 30 }, () => post(2000, 10, 1));
    const late = Array.from({ length: 30 }, () => post(5000, 100));
    const baseline = fitBaseline([...early, ...late]);
    expect(Math.abs(toFitness(post(2000, 10, 1), baseline)?.y ?? 1)).toBeLessThan(0.1);
    expect(toFitness(post(2000, 10), baseline)?.y).toBeLessThan(-0.5);
  });

  it("trusts many events more, up to what posts differ by anyway", () => {
    const baseline = fitBaseline([post(1000, 20)]);
    const few = toFitness(post(50, 1), baseline)?.weight ?? 0;
    const many = toFitness(post(1_000_000, 20_000), baseline)?.weight ?? 0;
    expect(few).toBeLessThan(1);
    expect(many).toBeCloseTo(4, 2);
  });

  it("says nothing of a post whose views nobody knows", () => {
    const baseline = fitBaseline([]);
    expect(toFitness({ age: 24, counts: { views: null, likes: 9 } }, baseline)).toBeNull();
  });
});
