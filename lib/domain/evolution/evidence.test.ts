import { describe, expect, it } from "vitest";
import { fitEffects } from "./effects";
import { evidenceOf, type ToldPost } from "./evidence";

const told = (
  postId: string,
  y: number,
  more: Partial<ToldPost["observation"]> = {},
): ToldPost => ({
  ...{ postId, text: `Text of ${postId}` },
  observation: { promptId: "one", directives: {}, y, weight: 4, ...more },
});

const of = (posts: ToldPost[]) => evidenceOf(fitEffects(posts.map((p) => p.observation)), posts);

describe("evidenceOf", () => {
  it("shows the five best and the five worst, never one post twice", () => {
    const posts = Array.from({ length: 30 }, (_, i) => told(`p${i}`, (i - 15) / 10));
    const { best, worst } = of(posts);
    expect(best.map(({ postId }) => postId)).toEqual(["p29", "p28", "p27", "p26", "p25"]);
    expect(worst.map(({ postId }) => postId)).toEqual(["p0", "p1", "p2", "p3", "p4"]);
    const few = of(posts.slice(0, 3));
    expect([few.best.length, few.worst.length]).toEqual([1, 1]);
    expect(of([])).toEqual({ best: [], worst: [] });
  });

  it("measures against the hour, and says how sure it is", () => {
    const evening = Array.from({ length: 20 }, (_, i) => told(`e${i}`, 0.6, { hour: 20 }));
    const morning = Array.from({ length: 20 }, (_, i) => told(`m${i}`, -0.6, { hour: 8 }));
    const lone = told("lone", 0.5, { hour: 8 });
    const { best } = of([...evening, ...morning, lone]);
    expect(best[0]?.postId).toBe("lone");
    expect(best[0]?.low).toBeLessThan(best[0]?.above ?? 0);
    expect(best[0]?.high).toBeGreaterThan(best[0]?.above ?? 0);
  });

  it("lets a post that few saw prove little", () => {
    const posts = [
      told("rumour", 2, { weight: 0.05 }),
      told("fact", 0.8),
      told("a", 0),
      told("b", -1),
    ];
    expect(of(posts).best[0]?.postId).toBe("fact");
  });
});
