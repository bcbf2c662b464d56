import { describe, expect, it } from "vitest";
import { toTypedWeights } from "@/components/ui/typed-weights";
import { DEFAULT_WEIGHTS } from "@/lib/domain/bandit/engagement-weights";
import { readRules, toRulesDraft } from "./rules-draft";

const draft = toRulesDraft({
  algorithm: "adaptive",
  floor: 0.05,
  winnerMode: "usual",
  weights: DEFAULT_WEIGHTS,
  ownWeights: false,
  workspaceWeights: DEFAULT_WEIGHTS,
});

describe("readRules", () => {
  it("gives back what was set, with the workspace's weights left to the workspace", () => {
    expect(draft.floor).toBe("5");
    expect(readRules(draft)).toEqual({
      ok: true,
      change: { algorithm: "adaptive", winnerMode: "usual", floor: 0.05, weights: null },
    });
  });

  it("takes weights of its own", () => {
    const own = { ...draft, ownWeights: true, weights: { ...draft.weights, likes: "1.5" } };
    expect(readRules(own)).toMatchObject({ change: { weights: { likes: 1.5, views: 0 } } });
  });

  it("says what is wrong, and where", () => {
    expect(readRules({ ...draft, floor: "60" })).toMatchObject({
      errors: { floor: "Give a number from 0 to 50." },
    });
    expect(readRules({ ...draft, floor: "" }).ok).toBe(false);
    const typed = { ...draft, ownWeights: true, weights: { ...draft.weights, clicks: "many" } };
    expect(readRules(typed)).toMatchObject({
      errors: { weights: "Clicks: give a number from 0 to 100." },
    });
    const none = toTypedWeights({
      ...{ views: 1, likes: 0, comments: 0, shares: 0, clicks: 0, saves: 0, conversions: 0 },
    });
    expect(readRules({ ...draft, ownWeights: true, weights: none })).toMatchObject({
      errors: { weights: expect.stringContaining("besides views") },
    });
  });
});
