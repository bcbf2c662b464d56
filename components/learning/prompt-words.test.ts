import { describe, expect, it } from "vitest";
import type { PromptRef } from "@/lib/contracts/learning";
import { madeWords } from "./prompt-words";

const ref = (name: string): PromptRef => ({ id: name, name, status: "archived" });

describe("how a prompt came to be", () => {
  it("names the parents", () => {
    expect(madeWords({ operator: "crossover", parents: [ref("P4"), ref("P2")] })).toBe(
      "Combines P4 and P2.",
    );
    expect(madeWords({ operator: "person", parents: [] })).toBe("Written by hand.");
  });
});
