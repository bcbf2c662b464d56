import { describe, expect, it } from "vitest";
import { SEED_DIRECTIVES } from "./directives";
import type { Effects } from "./effects";
import { EFFECT_PRIORS } from "./features";
import { judgeChallenger, judgeProbation } from "./gate";

const champion = { id: "champion", directives: SEED_DIRECTIVES };
const challenger = { id: "challenger", directives: SEED_DIRECTIVES };

/** A posterior in which the challenger is better by this much (log), with an sd of 0.1. */
function believing(better: number, posts: [number, number] = [4, 3]): Effects {
  const precision = Math.sqrt(2) / 0.1;
  return {
    index: new Map([
      ["prompt:challenger", 0],
      ["prompt:champion", 1],
    ]),
    mean: Float64Array.of(better, 0),
    factor: Float64Array.of(precision, 0, 0, precision),
    priors: EFFECT_PRIORS,
    posts: new Map([
      ["challenger", posts[0]],
      ["champion", posts[1]],
    ]),
    noise: 1,
  };
}

const verdict = (effects: Effects, caution: "usual" | "cautious" = "usual") =>
  judgeChallenger(effects, challenger, champion, caution).verdict;

describe("the gate", () => {
  it("opens above a chance of .8, and of .9 for the cautious", () => {
    // z(.8) = .8416, z(.9) = 1.2816
    expect(verdict(believing(0.0841))).toBe("wait");
    expect(verdict(believing(0.0842))).toBe("promote");
    expect(verdict(believing(0.128), "cautious")).toBe("wait");
    expect(verdict(believing(0.1283), "cautious")).toBe("promote");
  });

  it("asks for a lift above 2 %, however sure it is", () => {
    const sure = (better: number): Effects => ({
      ...believing(better),
      factor: Float64Array.of(1000, 0, 0, 1000),
    });
    expect(verdict(sure(Math.log(1.0199)))).toBe("wait");
    expect(verdict(sure(Math.log(1.0201)))).toBe("promote");
  });

  it("asks for four posts of the challenger and three of the champion", () => {
    expect(verdict(believing(0.3, [3, 9]))).toBe("wait");
    expect(verdict(believing(0.3, [9, 2]))).toBe("wait");
    expect(verdict(believing(0.3, [4, 3]))).toBe("promote");
    expect(judgeChallenger(believing(0.3, [3, 9]), challenger, champion, "usual").reason).toBe(
      "few_posts",
    );
  });

  it("retires below a chance of .2, or after twelve posts", () => {
    expect(verdict(believing(-0.0841))).toBe("wait");
    expect(verdict(believing(-0.0842))).toBe("retire");
    expect(verdict(believing(0.05, [11, 9]))).toBe("wait");
    const last = judgeChallenger(believing(0.05, [12, 9]), challenger, champion, "usual");
    expect(last).toMatchObject({ verdict: "retire", reason: "no_proof" });
    expect(verdict(believing(0.3, [12, 9]))).toBe("promote");
  });
});

describe("a probation", () => {
  const needed = { all: 10, own: 3 };
  const judge = (better: number, all: number, own = 3) =>
    judgeProbation(believing(better), challenger, champion, { all, own }, needed).verdict;

  it("rolls back as soon as the old champion is better with a chance above .8", () => {
    expect(judge(-0.0841, 1)).toBe("wait");
    expect(judge(-0.0842, 1)).toBe("rollback");
    expect(judge(-0.0842, 10)).toBe("rollback");
  });

  it("ends after its posts", () => {
    expect(judge(0, 9)).toBe("wait");
    expect(judge(0, 10)).toBe("keep");
  });

  it("keeps none on what others wrote", () => {
    expect(judge(0, 40, 0)).toBe("wait");
    expect(judge(0, 40, 2)).toBe("wait");
  });
});
