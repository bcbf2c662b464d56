import { describe, expect, it } from "vitest";
import { type DiffPart, diffText } from "@/lib/domain/text-diff";

const only = (parts: readonly DiffPart[], kinds: readonly DiffPart["kind"][]) =>
  parts
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ text }) => text)
    .join("");

describe("diffText", () => {
  it("tells which words went and which came in their place", () => {
    expect(diffText("Only 60 sacks are left.", "Only 40 sacks are left.")).toEqual([
      { kind: "same", text: "Only" },
      { kind: "removed", text: " 60" },
      { kind: "added", text: " 40" },
      { kind: "same", text: " sacks are left." },
    ]);
  });

  it("tells what was added at the end and what went at the beginning", () => {
    expect(diffText("Back", "Back again")).toEqual([
      { kind: "same", text: "Back" },
      { kind: "added", text: " again" },
    ]);
    expect(diffText("Hello there", "there")).toEqual([
      { kind: "removed", text: "Hello there" },
      { kind: "added", text: "there" },
    ]);
  });

  it("has one part for texts that are equal, and none for empty ones", () => {
    expect(diffText("a  b\nc", "a  b\nc")).toEqual([{ kind: "same", text: "a  b\nc" }]);
    expect(diffText("", "")).toEqual([]);
  });

  it("tells another text as a whole, whatever little words the two have in common", () => {
    const before = "Think of our autumn coffees, of the people, and of the hills they live in.";
    expect(diffText(before, "Sixty sacks of it.")).toEqual([
      { kind: "removed", text: before },
      { kind: "added", text: "Sixty sacks of it." },
    ]);
  });

  it("never loses a character of either text", () => {
    const letters = ["a", "b", " ", "\n👋"];
    const short = ["", ...letters, ...letters.flatMap((x) => letters.map((y) => x + y))];
    const texts = short.flatMap((x) => short.slice(0, 9).map((y) => x + y));
    for (const before of texts.slice(0, 20)) {
      for (const after of texts) {
        const parts = diffText(before, after);
        expect(only(parts, ["same", "added"])).toBe(after);
        expect(only(parts, ["same", "removed"])).toBe(before);
      }
    }
  });

  it("tells texts too long to compare word by word as a whole", () => {
    const [before, after] = ["old word ".repeat(900).trim(), "new text ".repeat(900).trim()];
    const parts = diffText(before, after);
    expect(parts.map(({ kind }) => kind)).toEqual(["removed", "added"]);
    expect(only(parts, ["added"])).toBe(after);
  });
});
