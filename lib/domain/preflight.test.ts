import { describe, expect, it } from "vitest";
import { checkDraft } from "./preflight";

const mp4 = { kind: "video", mimeType: "video/mp4", bytes: 1000, altText: null } as const;
const png = { kind: "image", mimeType: "image/png", bytes: 1000, altText: "A dog" } as const;
const plain = { format: null, title: null, media: [], options: {} } as const;
const tweet = { ...plain, platform: "x", text: "Hello" } as const;
const video = { ...plain, platform: "youtube", title: "Title", text: "", media: [mp4] } as const;
const article = { ...plain, platform: "blog", title: "T", text: "<p>Hi</p>" } as const;

function messages(input: Parameters<typeof checkDraft>[0]): string[] {
  return checkDraft(input).map((issue) => issue.message);
}

describe("checkDraft", () => {
  it("finds nothing wrong with a good draft", () => {
    expect(checkDraft(tweet)).toEqual([]);
    expect(checkDraft(video)).toEqual([]);
    expect(checkDraft({ ...tweet, media: [png] })).toEqual([]);
    expect(checkDraft(article)).toEqual([]);
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
    expect(messages({ ...video, media: [] })).toEqual([needsVideo]);
    expect(messages({ ...video, media: [png] })).toEqual([needsVideo]);
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
    const bitmap = { ...png, mimeType: "image/bmp" };
    expect(messages({ ...tweet, media: [bitmap] })).toEqual([
      "X can't use BMP. Convert it to JPEG.",
    ]);
    const huge = { ...png, bytes: 6 * 1024 * 1024 };
    expect(messages({ ...tweet, media: [huge] })[0]).toContain("under 5 MB");
    const gif = { ...huge, mimeType: "image/gif" };
    expect(messages({ ...tweet, media: [gif] })).toEqual([]);
    const large = { ...gif, bytes: 16 * 1024 * 1024 };
    expect(messages({ ...tweet, media: [large] })[0]).toContain("under 15 MB");
  });

  it("only warns about a missing description, but refuses one that is too long", () => {
    const bare = checkDraft({ ...tweet, media: [{ ...png, altText: null }] });
    expect(bare).toMatchObject([{ severity: "warning", field: "altText" }]);
    const long = checkDraft({ ...tweet, media: [{ ...png, altText: "a".repeat(1001) }] });
    expect(long).toMatchObject([{ severity: "error", code: "alt_text_too_long" }]);
  });

  it("names the file among several that needs a change", () => {
    const media = [png, { ...png, altText: null }, { ...png, bytes: 6 * 1024 * 1024 }];
    expect(checkDraft({ ...tweet, media })).toMatchObject([
      { field: "altText", place: 1, message: expect.stringContaining("File 2: Describe") },
      { field: "media", place: 2, code: "media_too_large" },
    ]);
  });

  it("counts files by the format, and lets a video stand only by itself", () => {
    expect(messages({ ...tweet, media: [png, png, png, png, png] })).toEqual([
      "“Post” on X takes 4 files. Remove 1.",
    ]);
    expect(messages({ ...tweet, media: [mp4, png] })).toEqual([
      "“Post” on X takes a video only by itself. Remove the other file.",
    ]);
    expect(checkDraft({ ...article, media: [mp4, png] })).toEqual([]);
    expect(
      messages({ ...tweet, format: "poll", media: [png], options: { choices: "a\nb" } }),
    ).toEqual(["“Poll” on X takes no images. Remove the image."]);
  });

  it("tells of a file that is gone, and asks for nothing else in its place", () => {
    expect(checkDraft({ ...video, media: [null] })).toEqual([
      {
        code: "media_gone",
        severity: "error",
        field: "media",
        place: 0,
        message: "The file is gone. Remove it and upload it again.",
      },
    ]);
  });

  it("judges shape and length where they are known, with what to do", () => {
    const clip = { ...mp4, width: 1920, height: 1080, durationMs: 191_500 };
    expect(messages({ ...video, format: "short", media: [clip] })).toEqual([
      "The video is too wide for “Short” on YouTube: crop to 1:1.",
      "The video is 12 seconds too long for “Short” on YouTube: cut it to 3 minutes.",
    ]);
    expect(checkDraft({ ...video, format: "short", media: [mp4] })).toEqual([]);
  });

  it("checks each part of a thread, and how many there are", () => {
    const text = `First\n---\n${"a".repeat(294)}`;
    expect(messages({ ...tweet, format: "thread", text })).toEqual([
      "Part 2: 14 characters too many for X.",
    ]);
    const many = Array.from({ length: 26 }, (_, i) => `Part ${i}`).join("\n---\n");
    expect(messages({ ...tweet, format: "thread", text: many })).toEqual([
      "1 part too many: “Thread” on X takes 25.",
    ]);
    expect(messages({ ...tweet, format: "thread", text: "\n---\n" })).toEqual([
      "Write a text: X needs one.",
    ]);
  });

  it("puts what is wrong with an option at its field", () => {
    const poll = { ...tweet, format: "poll" };
    expect(checkDraft(poll)).toMatchObject([{ field: "options.choices", code: "option_required" }]);
    const options = { choices: "a\nb", durationMinutes: "7" };
    expect(checkDraft({ ...poll, options })).toMatchObject([
      { field: "options.durationMinutes", code: "option_invalid" },
    ]);
  });
});
