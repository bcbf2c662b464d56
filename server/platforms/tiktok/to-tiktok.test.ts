import { describe, expect, it } from "vitest";
import type { Draft } from "../adapter";
import { toDraftMedia } from "../fixtures/draft-media";
import { planChunks } from "./chunks";
import { findSamePost, toInboxInit, toPermalink, toPhotoInit, toVideoInit } from "./to-tiktok";

const creator = {
  privacy_level_options: ["PUBLIC_TO_EVERYONE"],
  comment_disabled: false,
  duet_disabled: false,
  stitch_disabled: false,
  max_video_post_duration_sec: 600,
};

const draft: Draft = {
  postId: "p",
  format: "video",
  title: null,
  text: "Cafe\u0301 at nine",
  media: [],
  options: { privacy: "PUBLIC_TO_EVERYONE", consent: "true" },
};

describe("what is asked of TikTok", () => {
  it("leaves everything off that nobody chose", () => {
    expect(toVideoInit(draft, creator, planChunks(6_000_000))).toEqual({
      path: "post/publish/video/init/",
      body: {
        post_info: {
          title: "Café at nine",
          privacy_level: "PUBLIC_TO_EVERYONE",
          disable_comment: true,
          disable_duet: true,
          disable_stitch: true,
          brand_content_toggle: false,
          brand_organic_toggle: false,
          is_aigc: false,
        },
        source_info: {
          source: "FILE_UPLOAD",
          video_size: 6_000_000,
          chunk_size: 6_000_000,
          total_chunk_count: 1,
        },
      },
    });
  });

  it("allows what was chosen, unless the account forbids it", () => {
    const options = { ...draft.options, allowComment: "true", allowDuet: "true" };
    const told = toVideoInit(
      { ...draft, options },
      { ...creator, duet_disabled: true },
      planChunks(1),
    );
    expect(told.body).toMatchObject({ post_info: { disable_comment: false, disable_duet: true } });
  });

  it("announces photos by their addresses, the first as the cover", () => {
    const media = ["a", "b"].map((name) =>
      toDraftMedia({
        kind: "image",
        mimeType: "image/jpeg",
        bytes: new Uint8Array(1),
        publicUrl: `https://app.example/${name}.jpg`,
      }),
    );
    const photos = { ...draft, format: "photos", title: "  Nine  ", media };
    expect(toPhotoInit(photos, creator).body).toMatchObject({
      media_type: "PHOTO",
      post_mode: "DIRECT_POST",
      post_info: { title: "Nine", description: "Café at nine", auto_add_music: false },
      source_info: {
        source: "PULL_FROM_URL",
        photo_cover_index: 0,
        photo_images: ["https://app.example/a.jpg", "https://app.example/b.jpg"],
      },
    });
  });

  it("says nothing of a draft but its size", () => {
    expect(Object.keys(toInboxInit(planChunks(10)).body)).toEqual(["source_info"]);
  });

  it("links to where TikTok shows it", () => {
    const site = "https://www.tiktok.com";
    expect(toPermalink(site, "@ana", "video", "7")).toBe("https://www.tiktok.com/@ana/video/7");
    expect(toPermalink(site, "ana", "photos", "7")).toBe("https://www.tiktok.com/@ana/photo/7");
  });
});

describe("finding photos on the profile", () => {
  const since = Date.parse("2026-03-01T10:00:00Z");
  const photos = { ...draft, format: "photos", title: "Nine" };
  const post = (id: string, afterMs: number, title = "Nine", description = "Café  at nine") => ({
    id,
    createdAt: since + afterMs,
    title,
    description,
  });

  it("takes the oldest since then that says the same", () => {
    const listed = [post("3", 90_000), post("2", 1_000), post("1", -60_000)];
    expect(findSamePost(listed, photos, since)?.id).toBe("2");
  });

  it("takes none that says something else, and none at all for photos without words", () => {
    expect(findSamePost([post("2", 1_000, "Ten")], photos, since)).toBeNull();
    const mute = { ...photos, title: null, text: "" };
    expect(findSamePost([post("2", 1_000)], mute, since)).toBeNull();
  });
});
