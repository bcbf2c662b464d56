import { describe, expect, it } from "vitest";
import { checkDraft } from "./preflight";

const mp4 = { kind: "video", mimeType: "video/mp4", bytes: 1000, altText: null } as const;
const png = { kind: "image", mimeType: "image/png", bytes: 1000, altText: "A dog" } as const;
const tweet = { platform: "x", title: null, text: "Hello", media: null } as const;
const video = { platform: "youtube", title: "Title", text: "", media: mp4 } as const;

function messages(input: Parameters<typeof checkDraft>[0]): string[] {
  return checkDraft(input).map((issue) => issue.message);
}

describe("checkDraft", () => {
  it("finds nothing wrong with a good draft", () => {
    expect(checkDraft(tweet)).toEqual([]);
    expect(checkDraft(video)).toEqual([]);
    expect(checkDraft({ ...tweet, media: png })).toEqual([]);
    expect(checkDraft({ platform: "blog", title: "T", text: "<p>Hi</p>", media: null })).toEqual(
      [],
    );
  });

  it("says how much is too long, and that links are counted", () => {
    expect(messages({ ...tweet, text: "a".repeat(281) })).toEqual(["1 character too many for X."]);
    const text = `${"a".repeat(282)} example.com`;
    expect(messages({ ...tweet, text })).toEqual([
      "26 characters too many for X. A link counts as 23.",
    ]);
  });

  it("asks YouTube drafts for a video and a title without angle brackets", () => {
    const needsVideo = "YouTube needs a video. Upload an MP4 to this variant.";
    expect(messages({ ...video, media: null })).toEqual([needsVideo]);
    expect(messages({ ...video, media: png })).toEqual([needsVideo]);
    expect(messages({ ...video, title: " " })).toEqual(["Write a title: YouTube needs one."]);
    expect(checkDraft({ ...video, title: "a <b>" })[0]?.code).toBe("forbidden_character");
    expect(messages({ ...video, title: "a".repeat(103) })[0]).toContain("by 3 characters");
  });

  it("requires a text where the platform does", () => {
    expect(checkDraft({ ...tweet, text: "  " })[0]).toMatchObject({
      code: "text_required",
      field: "text",
      severity: "error",
    });
  });

  it("finds banned words as whole words in text and title", () => {
    const bannedWords = ["Art", "c++", ""];
    expect(checkDraft({ ...tweet, text: "start the party", bannedWords })).toEqual([]);
    expect(checkDraft({ ...tweet, text: "Buy ART, learn C++!", bannedWords })).toHaveLength(2);
    expect(checkDraft({ ...video, title: "Art!", bannedWords })[0]?.field).toBe("title");
  });

  it("checks the kind and size of media", () => {
    const gif = { ...png, mimeType: "image/gif" };
    expect(messages({ ...tweet, media: gif })).toEqual([
      "X can't use image/gif. Upload JPEG, PNG or WEBP.",
    ]);
    const huge = { ...png, bytes: 6 * 1024 * 1024 };
    expect(messages({ ...tweet, media: huge })[0]).toContain("under 5 MB");
  });

  it("only warns about a missing description, but refuses one that is too long", () => {
    const bare = checkDraft({ ...tweet, media: { ...png, altText: null } });
    expect(bare).toMatchObject([{ severity: "warning", field: "altText" }]);
    const long = checkDraft({ ...tweet, media: { ...png, altText: "a".repeat(1001) } });
    expect(long).toMatchObject([{ severity: "error", code: "alt_text_too_long" }]);
  });
});
