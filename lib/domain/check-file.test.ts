import { describe, expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import { checkFile, type DraftFile } from "./check-file";

const { images } = catalog.instagram.media;
const maxBytes = images?.maxBytes ?? 0;
const photo: DraftFile = {
  ...{ kind: "image", mimeType: "image/jpeg", bytes: 1000, altText: "A hill" },
  ...{ width: 1080, height: 1350, durationMs: null },
};

const fixesOf = (file: DraftFile, format = "image") => {
  const rules = rulesOf(catalog.instagram, format);
  return checkFile(catalog.instagram, rules, file, null).map(({ code, fix }) => [code, fix]);
};

describe("what can be done about a file", () => {
  it("is nothing where nothing is wrong", () => expect(fixesOf(photo)).toEqual([]));

  it("is a crop to the nearest ratio that the platform takes", () => {
    const crop = (aspect: string) => ({ kind: "crop", aspect, maxBytes });
    expect(fixesOf({ ...photo, height: 1900 })).toEqual([["media_too_tall", crop("4:5")]]);
    expect(fixesOf({ ...photo, height: 300 })).toEqual([["media_too_wide", crop("1.91:1")]]);
  });

  it("is another type, by itself and with the crop", () => {
    const convert = { kind: "convert", mimeType: "image/jpeg", maxBytes };
    const crop = { kind: "crop", aspect: "4:5", mimeType: "image/jpeg", maxBytes };
    expect(fixesOf({ ...photo, mimeType: "image/gif" })).toEqual([["media_type", convert]]);
    expect(fixesOf({ ...photo, mimeType: "image/webp", height: 1900 })).toEqual([
      ["media_type", convert],
      ["media_too_tall", crop],
    ]);
  });

  it("is fewer bytes, but not of what moves", () => {
    const bytes = maxBytes + 1;
    const smaller = { kind: "convert", mimeType: "image/jpeg", maxBytes };
    expect(fixesOf({ ...photo, bytes })).toEqual([["media_too_large", smaller]]);
    const rules = rulesOf(catalog.x, null);
    const gif = { ...photo, mimeType: "image/gif", bytes: 10 ** 9 };
    expect(checkFile(catalog.x, rules, gif, null)[0]?.fix).toBeUndefined();
  });

  it("is up to a person for a video, and for an image with too few pixels", () => {
    const video: DraftFile = { ...photo, kind: "video", mimeType: "video/mp4", durationMs: 1000 };
    expect(fixesOf(video, "reel")).toEqual([["media_too_short", undefined]]);
    expect(fixesOf({ ...photo, width: 200, height: 200 })).toEqual([
      ["media_too_small", undefined],
    ]);
  });
});
