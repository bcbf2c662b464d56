import { describe, expect, it } from "vitest";
import type { Draft } from "../adapter";
import { sampleBytes, toDraftMedia } from "../fixtures/draft-media";
import {
  checkCaption,
  findSameMedia,
  type StoredMedia,
  toCarouselForm,
  toChildForm,
  toCounts,
  toSingleForm,
  toWanted,
} from "./to-instagram";

const image = toDraftMedia({
  kind: "image",
  mimeType: "image/jpeg",
  bytes: sampleBytes.jpeg(),
  altText: " Beans ",
  publicUrl: "https://band.example/a.jpg",
});
const video = toDraftMedia({
  kind: "video",
  mimeType: "video/mp4",
  bytes: sampleBytes.mp4(),
  publicUrl: "https://band.example/a.mp4",
});
const toDraft = (change: Partial<Draft> = {}): Draft => ({
  postId: "p",
  format: "image",
  title: null,
  text: "Hello",
  media: [image],
  options: {},
  ...change,
});

describe("a container", () => {
  it("of an image carries its description and caption", () => {
    expect(toSingleForm(toDraft(), image)).toEqual({
      image_url: "https://band.example/a.jpg",
      caption: "Hello",
      alt_text: "Beans",
    });
  });

  it("of a reel says whether the feed shows it too", () => {
    const draft = toDraft({ format: "reel", options: { shareToFeed: "false" } });
    expect(toSingleForm(draft, video)).toEqual({
      media_type: "REELS",
      video_url: "https://band.example/a.mp4",
      caption: "Hello",
      share_to_feed: "false",
    });
  });

  it("of a story has no words", () => {
    expect(toSingleForm(toDraft({ format: "story" }), image)).toEqual({
      media_type: "STORIES",
      image_url: "https://band.example/a.jpg",
    });
  });

  it("of a carousel names its children, which have no caption of their own", () => {
    expect(toChildForm(video)).toEqual({
      is_carousel_item: "true",
      media_type: "VIDEO",
      video_url: "https://band.example/a.mp4",
    });
    expect(toCarouselForm(toDraft({ text: "" }), ["1", "2"])).toEqual({
      media_type: "CAROUSEL",
      children: "1,2",
    });
  });
});

describe("finding our own post", () => {
  const stored: StoredMedia = {
    id: "18",
    caption: "Hello ",
    type: "IMAGE",
    createdAt: 5_000,
    permalink: null,
    children: 0,
  };

  it("takes, of several that say the same, the one closest to when we sent it", () => {
    const earlier = { ...stored, id: "17", createdAt: 1_000 };
    const wanted = toWanted(toDraft(), 0, 4_500);
    expect(findSameMedia([stored, earlier], wanted)?.id).toBe("18");
    expect(findSameMedia([stored, earlier], { ...wanted, near: 1_200 })?.id).toBe("17");
  });

  it("leaves another caption, another kind and another number of children", () => {
    const wanted = toWanted(toDraft(), 0, 0);
    expect(findSameMedia([{ ...stored, caption: "Hi" }], wanted)).toBeNull();
    expect(findSameMedia([{ ...stored, type: "VIDEO" }], wanted)).toBeNull();
    const carousel = toWanted(toDraft({ format: "carousel", media: [image, video] }), 0, 0);
    const album = { ...stored, type: "CAROUSEL_ALBUM", children: 3 };
    expect(findSameMedia([album], carousel)).toBeNull();
    expect(findSameMedia([{ ...album, children: 2 }], carousel)?.id).toBe("18");
  });
});

describe("a caption", () => {
  const codes = (text: string) => checkCaption(toDraft({ text })).map((issue) => issue.code);

  it("keeps to thirty hashtags and twenty mentions", () => {
    expect(codes("#ö ".repeat(31))).toEqual(["too_many_hashtags"]);
    expect(codes("#a ".repeat(6))).toEqual(["many_hashtags"]);
    expect(codes("@a ".repeat(21))).toEqual(["too_many_mentions"]);
    expect(codes("@a ".repeat(20))).toEqual([]);
  });

  it("counts no address and no entity", () => {
    expect(codes("me@example.com &#39; a#b ".repeat(40))).toEqual([]);
  });
});

it("counts what Instagram tells, and nothing else", () => {
  const insights = new Map<string, unknown>([
    ["views", 90],
    ["likes", 4],
    ["saved", 2],
    ["replies", 1],
    ["shares", "many"],
  ]);
  expect(toCounts(insights)).toEqual({
    views: 90,
    likes: 4,
    shares: null,
    comments: 1,
    clicks: null,
    saves: 2,
    conversions: null,
  });
});
