import { describe, expect, it } from "vitest";
import { wordProbation } from "@/server/learning/decision-words";

describe("what is said of a probation", () => {
  const judged = {
    ...{ promptId: "P7", overId: "P3", posts: 12, ownPosts: 4 },
    ...{ pBetter: 0.314, lift: -0.04, low: -0.2, high: 0.11 },
  };
  const say = (verdict: "wait" | "keep" | "rollback") =>
    wordProbation({ ...judged, verdict }, (id) => id);

  it("tells the channel's results from the newcomer's own", () => {
    expect(say("keep").text).toBe(
      "P7 stays: 12 results are in since it took over, 4 of its own, and P3 is not proved better (31% sure).",
    );
    expect(say("wait").text).toBe(
      "P7 leads on probation: 12 results are in since it took over, 4 of its own.",
    );
    expect(say("keep").numbers).toMatchObject({ posts: 12, ownPosts: 4, pBetter: 0.314 });
  });

  it("gives the odds that the old champion does better", () => {
    expect(say("rollback").text).toBe("P3 leads again: 31% sure that it does better than P7.");
  });
});
