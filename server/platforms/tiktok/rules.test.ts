import { describe, expect, it } from "vitest";
import type { Draft, DraftMedia } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import { tiktokAdapter } from "./adapter";

const file = (kind: "image" | "video", changes: Partial<DraftMedia> = {}): DraftMedia => ({
  ...toDraftMedia({
    kind,
    mimeType: kind === "image" ? "image/jpeg" : "video/mp4",
    bytes: kind === "image" ? sampleBytes.jpeg() : sampleBytes.mp4(),
    publicUrl: "https://app.example/file",
  }),
  ...changes,
});

const video: Draft = {
  postId: "p",
  format: "video",
  title: null,
  text: "A slow look",
  media: [file("video")],
  options: { privacy: "PUBLIC_TO_EVERYONE", consent: "true" },
};
const photos: Draft = { ...video, format: "photos", media: [file("image")] };
const inbox: Draft = { ...video, format: "draft", text: "", options: {} };

const codes = (draft: Draft) => tiktokAdapter.check(draft).map(({ code }) => code);
const errors = (draft: Draft) =>
  tiktokAdapter.check(draft).flatMap(({ severity, code }) => (severity === "error" ? [code] : []));

describe("what may go to TikTok", () => {
  it.each([
    ["a video", video],
    ["photos", photos],
    ["a draft", inbox],
  ])("takes %s", (_what, draft) => {
    expect(codes(draft)).toEqual([]);
  });

  it("wants the audience and the consent said, and presets neither", () => {
    const fields = tiktokAdapter.check({ ...video, options: {} }).map(({ field }) => field);
    expect(fields.sort()).toEqual(["options.consent", "options.privacy"]);
    const unticked = { ...video, options: { ...video.options, consent: "false" } };
    expect(codes(unticked)).toEqual(["option_required"]);
  });

  it("keeps a paid partnership from being private", () => {
    const options = { ...video.options, privacy: "SELF_ONLY", brandContent: "true" };
    expect(codes({ ...video, options })).toEqual(["branded_private"]);
  });

  it("counts the caption in UTF-16 units", () => {
    expect(codes({ ...video, text: "🌱".repeat(1100) })).toEqual([]);
    expect(codes({ ...video, text: `${"🌱".repeat(1100)}!` })).toEqual(["text_too_long"]);
    expect(codes({ ...photos, text: "a".repeat(4000) })).toEqual([]);
    expect(codes({ ...photos, text: "a".repeat(4001) })).toEqual(["text_too_long"]);
  });

  it("counts a photo's title in UTF-16 units, and says so once", () => {
    expect(codes({ ...photos, title: "🌱".repeat(45) })).toEqual([]);
    expect(codes({ ...photos, title: "🌱".repeat(46) })).toEqual(["title_too_long"]);
    expect(codes({ ...photos, title: "a".repeat(91) })).toEqual(["title_too_long"]);
  });

  it("says that a draft takes no text along", () => {
    expect(codes({ ...inbox, text: "Lost words" })).toEqual(["text_not_sent"]);
    expect(errors({ ...inbox, text: "Lost words" })).toEqual([]);
  });

  it.each<[string, Draft]>([
    ["a PNG", { ...photos, media: [file("image", { mimeType: "image/png" })] }],
    ["36 photos", { ...photos, media: Array.from({ length: 36 }, () => file("image")) }],
    ["no photo", { ...photos, media: [] }],
    ["a photo as a video", { ...video, media: [file("image")] }],
    ["eleven minutes", { ...video, media: [file("video", { durationMs: 660_000 })] }],
    ["a tiny video", { ...video, media: [file("video", { width: 320, height: 568 })] }],
    ["5 GB", { ...video, media: [file("video", { bytes: 5 * 1024 ** 3 })] }],
  ])("refuses %s", (_what, draft) => {
    expect(errors(draft)).not.toEqual([]);
  });

  it("warns of photos that are larger than TikTok says it takes", () => {
    const large = { ...photos, media: [file("image", { width: 3000, height: 4000 })] };
    expect(codes(large)).toEqual(["photo_too_large"]);
    expect(codes({ ...photos, media: [file("image", { width: 1080, height: 1920 })] })).toEqual([]);
  });
});
