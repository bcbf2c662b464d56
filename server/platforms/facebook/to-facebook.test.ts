import { describe, expect, it } from "vitest";
import type { Draft } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import {
  checkUprightVideo,
  findSamePost,
  type StoredPost,
  toCounts,
  toFeedForm,
  toPermalink,
  toVideoState,
} from "./to-facebook";

const draft: Draft = {
  postId: "p",
  format: "post",
  title: null,
  text: "Café",
  media: [],
  options: { link: " https://example.com " },
};

describe("a post for the feed", () => {
  it("carries a link, or photos that were uploaded before", () => {
    expect(toFeedForm(draft, [])).toEqual({ message: "Café", link: "https://example.com" });
    expect(toFeedForm({ ...draft, text: " " }, ["1", "2"])).toEqual({
      attached_media: '[{"media_fbid":"1"},{"media_fbid":"2"}]',
    });
  });
});

it("refuses a reel that is narrower than Facebook takes", () => {
  const toReel = (width: number) =>
    toDraftMedia({ kind: "video", mimeType: "video/mp4", bytes: sampleBytes.mp4(), width });
  const check = (width: number, format: string) =>
    checkUprightVideo({ ...draft, format, media: [toReel(width)] }).map((issue) => issue.code);
  expect(check(539, "reel")).toEqual(["video_too_small"]);
  expect(check(540, "story")).toEqual([]);
  expect(check(100, "video")).toEqual([]);
});

describe("finding our own post", () => {
  const post: StoredPost = {
    id: "10_1",
    authorId: "10",
    message: "Hello  there\n",
    createdAt: 5_000,
    permalink: null,
    photoIds: ["a", "b"],
    hasVideo: false,
  };
  const wanted = { pageId: "10", message: "Hello there", photos: ["b", "a"], since: 4_000 };

  it("takes the one with our text and our photos", () => {
    expect(findSamePost([post], wanted)?.id).toBe("10_1");
    const later = { ...post, id: "10_2", createdAt: 6_000 };
    expect(findSamePost([later, post], wanted)?.id).toBe("10_1");
  });

  it.each([
    ["another text", { message: "Hello" }],
    ["other photos", { photoIds: ["a", "c"] }],
    ["fewer photos", { photoIds: ["a"] }],
    ["an earlier time", { createdAt: 3_000 }],
    ["a visitor's name", { authorId: "77" }],
    ["a video", { hasVideo: true }],
  ])("leaves one with %s", (_name, change) => {
    expect(findSamePost([{ ...post, ...change }], wanted)).toBeNull();
  });

  it("compares the number of photos where an earlier try uploaded its own", () => {
    expect(findSamePost([post], { ...wanted, photos: 2 })?.id).toBe("10_1");
    expect(findSamePost([post], { ...wanted, photos: 0 })).toBeNull();
  });
});

describe("the state of a video", () => {
  it.each([
    ["videos", { video_status: "ready" }, "published"],
    ["videos", { video_status: "something new" }, "working"],
    ["video_reels", { video_status: "ready" }, "working"],
    [
      "video_reels",
      {
        video_status: "ready",
        publishing_phase: { status: "complete", publish_status: "published" },
      },
      "published",
    ],
    [
      "video_reels",
      { video_status: "ready", publishing_phase: { status: "complete", publish_status: "draft" } },
      "working",
    ],
    ["videos", { video_status: "ready", publishing_phase: { status: "not_started" } }, "working"],
    ["videos", { video_status: "error" }, "failed"],
    ["video_reels", { processing_phase: { status: "error" } }, "failed"],
  ] as const)("%s, %o: %s", (edge, phases, kind) => {
    expect(toVideoState(phases, edge).kind).toBe(kind);
  });

  it("says what Facebook says about a failure", () => {
    const phases = {
      processing_phase: { status: "error", errors: [{ message: "Resolution too low" }] },
    };
    expect(toVideoState(phases, "video_reels")).toEqual({
      kind: "failed",
      message: "Resolution too low",
    });
  });
});

it("makes whole addresses of what Facebook tells", () => {
  const site = "https://www.facebook.com";
  expect(toPermalink(site, "/reel/1/", "1")).toBe("https://www.facebook.com/reel/1/");
  expect(toPermalink(site, "https://fb.example/x", "1")).toBe("https://fb.example/x");
  expect(toPermalink(site, null, "10_1")).toBe("https://www.facebook.com/10_1");
});

describe("counts", () => {
  it("come from the post's insights and its own sums", () => {
    const insights = new Map<string, unknown>([
      ["post_media_view", 120],
      ["post_clicks", 7],
    ]);
    expect(toCounts({ likes: 5, comments: 2, shares: 0 }, insights)).toEqual({
      views: 120,
      likes: 5,
      shares: 0,
      comments: 2,
      clicks: 7,
      saves: null,
      conversions: null,
    });
  });

  it("come from a video's own names, and stay unknown where nobody tells", () => {
    const insights = new Map<string, unknown>([
      ["blue_reels_play_count", 40],
      ["post_video_social_actions", { SHARE: 3 }],
    ]);
    expect(toCounts({ likes: 1, comments: 0, shares: null }, insights)).toMatchObject({
      views: 40,
      shares: 3,
      clicks: null,
    });
    const none = { likes: null, comments: null, shares: null };
    expect(
      toCounts(none, new Map([["post_reactions_by_type_total", { like: 2, love: 3 }]])),
    ).toMatchObject({ views: null, likes: 5, shares: null });
  });
});
