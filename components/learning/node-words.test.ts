import { describe, expect, it } from "vitest";
import type { DirectiveChange } from "@/lib/contracts/directive-change";
import type { PromptNode, PromptStatus } from "@/lib/contracts/learning";
import { basisWords, newsOf, placeOf, placeWords, verdictOf } from "./node-words";

const evidence = (settledPosts: number): PromptNode["evidence"] => ({
  ...{ variants: 1, posts: settledPosts, settledPosts, views: 900 },
  ...{ engagementRate: 0.04, humanEdited: 0 },
});
const P4 = { id: "4", name: "P4", status: "archived" as const };
const over = (mean: number, low: number, high: number) => ({
  ...{ prompt: P4, lift: { mean, low, high } },
});
const judged = (of: PromptNode["over"], posts: number) => ({
  ...{ operator: of ? ("crossover" as const) : ("seed" as const) },
  ...{ over: of, evidence: evidence(posts) },
});

describe("where a prompt stands", () => {
  const stand = (status: PromptStatus, posts = 3, of: PromptNode["over"] = over(0, -0.1, 0.1)) => {
    const prompt = { id: "7", status, awaitingSince: null, evidence: evidence(posts), over: of };
    return placeWords(placeOf(prompt, status === "probation" ? "7" : "1"), { status });
  };

  it("is said in plain words", () => {
    expect(
      (["champion", "probation", "challenger", "archived", "retired"] as const).map((each) =>
        stand(each),
      ),
    ).toEqual([
      ...["Stands by", "Writing, on trial", "Being tried", "Wrote before", "Tried, not better"],
    ]);
    const leader = { id: "7", status: "champion" as const, awaitingSince: null };
    expect(placeOf({ ...leader, evidence: evidence(0), over: null }, "7")).toBe("writes");
  });

  it("is never called not better without a result that says so", () => {
    expect(stand("retired", 3, over(0.1, -0.1, 0.3))).toBe("Tried, not proven");
    expect(stand("retired", 0)).toBe("Set aside");
    expect(stand("retired", 3, null)).toBe("Set aside");
    expect(stand("retired", 6, over(0.2, 0.1, 0.3))).toBe("Set aside");
  });
});

describe("by how much it was better than what it replaced", () => {
  it("is a verdict only where the interval leaves out no change", () => {
    expect(verdictOf(judged(over(0.16, 0.04, 0.3), 6))).toMatchObject({
      ...{ words: "16% better than P4", isDecided: true, estimate: "+16% (+4 to +30%)" },
    });
    expect(verdictOf(judged(over(-0.2, -0.3, -0.1), 6)).words).toBe("20% worse than P4");
    const open = over(0.13, -0.24, 0.67);
    expect(verdictOf(judged(open, 3))).toMatchObject({
      ...{ words: "Not told apart from P4 yet", isDecided: false },
    });
  });

  it("says how many results it rests on, and nothing where there is no result", () => {
    expect(basisWords(judged(over(0.13, -0.24, 0.67), 3))).toBe("+13% (−24 to +67%), 3 results");
    expect(basisWords(judged(null, 1))).toBe("1 result");
    expect(basisWords(judged(over(0.13, -0.24, 0.67), 0))).toBe("");
    expect(verdictOf(judged(over(0.13, -0.24, 0.67), 0)).words).toBe("No results yet");
    expect(verdictOf(judged(null, 4)).words).toBe("Where it began");
    const early = { ...judged(null, 0), operator: "crossover" as const };
    expect(verdictOf(early).words).toBe("No results yet");
  });
});

describe("what is new about a prompt", () => {
  const change = (directiveLabel: string, toLabel: string): DirectiveChange => ({
    ...{ directive: directiveLabel, directiveLabel, from: "x", fromLabel: "x" },
    ...{ to: toLabel, toLabel },
  });
  const made = (...changes: DirectiveChange[]) =>
    newsOf({ operator: "crossover", notes: [], changes: [{ parent: P4, changes }] });
  const [opening, tone] = [change("Opening", "a number"), change("Tone", "warm")];

  it("is told in full up to two changes", () => {
    expect(made(opening)).toBe("Opening: a number");
    expect(made(opening, tone)).toBe("Opening: a number; Tone: warm");
    expect(made(opening, tone, change("Length", "short"))).toBe("Opening: a number; and 2 more");
    expect(newsOf({ operator: "seed", changes: [], notes: [] })).toBe("First prompt");
    expect(made()).toBe("Asks for the same");
    const byHand = { operator: "person" as const, changes: [] };
    expect(newsOf({ ...byHand, notes: ["Let Eleni speak."] })).toBe("Let Eleni speak.");
    expect(newsOf({ ...byHand, notes: [] })).toBe("Written by hand");
  });
});
