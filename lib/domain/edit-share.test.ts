import { describe, expect, it } from "vitest";
import { CREDITED_ABOVE, editShare } from "./edit-share";

const written =
  "What would a slower morning change about your week? Come and taste it on Saturday.";

describe("editShare", () => {
  it("is nothing where nothing was changed", () => {
    expect(editShare(written, written)).toBe(0);
    expect(editShare("", "")).toBe(0);
  });

  it("is small for a word, and above a fifth for a sentence", () => {
    const word = editShare(written, written.replace("Saturday", "Sunday"));
    expect(word).toBeGreaterThan(0);
    expect(word).toBeLessThan(CREDITED_ABOVE);
    const sentence = written.replace(/Come and.*/, "Doors open at nine, bring a friend.");
    expect(editShare(written, sentence)).toBeGreaterThan(CREDITED_ABOVE);
  });

  it("is all of it where another text stands", () => {
    expect(editShare(written, "Nothing of it is left")).toBe(1);
    expect(editShare(written, "")).toBe(1);
  });
});
