import { describe, expect, it } from "vitest";
import type { DirectiveChange } from "@/lib/contracts/directive-change";
import type { PromptRef } from "@/lib/contracts/learning";
import { madeWords, titleOf } from "./prompt-words";

const change = (directiveLabel: string, toLabel: string): DirectiveChange => ({
  directive: directiveLabel.toLowerCase(),
  directiveLabel,
  from: "x",
  fromLabel: "x",
  to: toLabel,
  toLabel,
});
const ref = (name: string): PromptRef => ({ id: name, name, status: "archived" });
const opening = change("Opening", "a number");
const length = change("Length", "short");

describe("a prompt in a few words", () => {
  it("is what it does otherwise than its first parent", () => {
    const made = (changes: DirectiveChange[]) => ({
      operator: "crossover" as const,
      notes: [],
      changes: [{ parent: ref("P1"), changes }],
    });
    expect(titleOf(made([opening]))).toBe("Opening: a number");
    expect(titleOf(made([opening, length]))).toBe("Opening: a number, +1");
    expect(titleOf(made([]))).toBe("Same orders");
  });

  it("is its note where no order changed", () => {
    expect(titleOf({ operator: "person", changes: [], notes: ["Let Eleni speak."] })).toBe(
      "Let Eleni speak.",
    );
    expect(titleOf({ operator: "seed", changes: [], notes: [] })).toBe("First prompt");
  });

  it("names its parents", () => {
    expect(madeWords({ operator: "crossover", parents: [ref("P4"), ref("P2")] })).toBe(
      "Crossed from P4 and P2.",
    );
    expect(madeWords({ operator: "person", parents: [] })).toBe("Written by hand.");
  });
});
