import { describe, expect, it } from "vitest";
import { EMPTY_DRAFT, readDraft, toErrors } from "@/components/campaigns/draft";

const filled = {
  ...EMPTY_DRAFT,
  name: "Autumn",
  brief: "Launch the autumn coffees.",
  platforms: ["x" as const],
};

describe("readDraft", () => {
  it("reads lists and numbers from what was typed", () => {
    const read = readDraft({ ...filled, bannedWords: "best, cheap\nfree,", maxLength: " 200 " });
    expect(read).toMatchObject({
      ok: true,
      input: { brand: { bannedWords: ["best", "cheap", "free"], maxLength: 200 } },
    });
  });

  it("takes each tag once, in small letters", () => {
    const read = readDraft({ ...filled, tags: "Autumn, espresso,\nautumn" });
    expect(read).toMatchObject({ ok: true, input: { tags: ["autumn", "espresso"] } });
    expect(readDraft({ ...filled, tags: "x".repeat(41) })).toMatchObject({
      ok: false,
      errors: { tags: "Keep each tag under 40 characters." },
    });
  });

  it("puts each message at its field", () => {
    const read = readDraft({ ...filled, name: " ", platforms: [], maxLength: "many" });
    expect(read).toMatchObject({
      ok: false,
      errors: {
        name: "Give the campaign a name.",
        platforms: "Choose at least one platform.",
        maxLength: "Give a whole number from 20 to 100,000, or leave it empty.",
      },
    });
  });

  it("finds the field of what the server says", () => {
    expect(
      toErrors([
        { path: "brand.bannedWords.2", message: "Too long" },
        { path: "nowhere", message: "?" },
      ]),
    ).toEqual({
      bannedWords: "Too long",
    });
  });
});
