import { describe, expect, it } from "vitest";
import {
  wordChallenger,
  wordProbation,
  wordWaited,
  wordWaiting,
} from "@/server/learning/decision-words";

describe("what is said of a probation", () => {
  const judged = {
    ...{ promptId: "P7", overId: "P3", posts: 12, ownPosts: 4 },
    ...{ pBetter: 0.314, lift: -0.04, low: -0.2, high: 0.11 },
  };
  const say = (verdict: "wait" | "keep" | "rollback") =>
    wordProbation({ ...judged, verdict }, (id) => id);

  it("tells the channel's results from the newcomer's own", () => {
    expect(say("keep").text).toBe(
      "P7 stayed: 12 results were in since it took over, 4 of its own, and the odds that P3 does better were 31 in 100.",
    );
    expect(say("wait").text).toBe(
      "P7 was on probation: 12 results were in since it took over, 4 of its own.",
    );
    expect(say("keep").numbers).toMatchObject({ posts: 12, ownPosts: 4, pBetter: 0.314 });
  });

  it("gives the odds that the old champion does better", () => {
    expect(say("rollback").text).toBe(
      "P3 was put back in the lead: the odds that it does better than P7 were 31 in 100.",
    );
  });
});

describe("what is said of a prompt that is tried", () => {
  const judged = {
    ...{ promptId: "P5", overId: "P3", posts: 4, overPosts: 6 },
    ...{ pBetter: 0.9996, lift: 0.12, low: 0.002, high: 0.3 },
    ...({ verdict: "promote", reason: "better" } as const),
  };
  const say = (part: Partial<Parameters<typeof wordChallenger>[0]>) =>
    wordChallenger({ ...judged, ...part }, (id) => id, "none").text;

  it("gives odds and the range, and is never certain", () => {
    expect(wordChallenger(judged, (id) => id, "promote").text).toBe(
      "P5 took over: after 4 posts the odds that it does better than P3 were over 99 in 100 (+12%, 90% range 0% to +30%).",
    );
    expect(say({ verdict: "retire", reason: "worse", pBetter: 0.0004 })).toBe(
      "P5 was retired: after 4 posts the odds that P3 does better were over 99 in 100.",
    );
    expect(say({ verdict: "wait", reason: "undecided", pBetter: 0.6, low: -0.1 })).toBe(
      "P5 against P3 was undecided: after 4 posts the odds that it does better than P3 were 60 in 100 (+12%, 90% range −10% to +30%).",
    );
  });

  it("says what new prompts really wait for", () => {
    expect(wordWaiting({ code: "full" })).toBe(
      "All 3 places are taken: a new prompt is written once one of them goes or leads, from 4 results on.",
    );
    expect(wordWaiting({ code: "few_posts", have: 1, need: 6 })).toBe(
      "New prompts wait for 6 new results; 1 is in.",
    );
    expect(wordWaited({ code: "few_posts", have: 1, need: 6 })).toBe(
      "New prompts waited for 6 new results; 1 was in.",
    );
  });
});
