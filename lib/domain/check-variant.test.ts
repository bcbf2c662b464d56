import { describe, expect, it } from "vitest";
import { checkVariant, measureText } from "@/lib/domain/check-variant";

const plain = { format: null, title: null, options: {} };
const rules = { bannedWords: [], maxLength: null };

describe("checkVariant", () => {
  it("counts with the platform's limit unless the campaign's own is stricter", () => {
    expect(measureText("x", "a".repeat(120), 100)).toEqual({ length: 120, max: 100, own: true });
    expect(measureText("x", "a".repeat(120), 400)).toMatchObject({
      length: 120,
      max: 280,
      own: false,
    });
  });

  it("counts the campaign's limit in characters where the platform counts bytes", () => {
    expect(measureText("youtube", "é".repeat(30), 40)).toEqual({ length: 30, max: 40, own: true });
  });

  it("names the campaign's limit and does not name a limit twice", () => {
    const own = checkVariant("x", { ...plain, text: "a".repeat(120) }, [], {
      ...rules,
      maxLength: 100,
    });
    expect(own.issues.map((i) => i.message)).toEqual([
      "20 characters too many: this campaign allows 100.",
    ]);
    const both = checkVariant("x", { ...plain, text: "a".repeat(300) }, [], {
      ...rules,
      maxLength: 100,
    });
    expect(both.issues.filter((i) => i.code === "text_too_long")).toHaveLength(1);
  });

  it("finds banned words and a missing title", () => {
    const check = checkVariant("blog", { ...plain, title: " ", text: "The best coffee" }, [], {
      ...rules,
      bannedWords: ["best"],
    });
    expect(check.issues.map((i) => i.code).sort()).toEqual(["banned_word", "title_required"]);
  });

  it("measures the longest part, by the campaign's limit too", () => {
    const text = `${"a".repeat(30)}\n---\n${"b".repeat(50)}`;
    expect(measureText("x", text, null, "thread")).toMatchObject({ length: 50, max: 280 });
    expect(measureText("x", text, 40, "thread")).toEqual({ length: 50, max: 40, own: true });
  });
});
