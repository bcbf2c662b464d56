import { expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import { type SniffedType, sniffType } from "./sniff";

const heads: Record<SniffedType["mimeType"], string> = {
  "image/jpeg": "\xff\xd8\xff\xe0\0\x10JFIF\0",
  "image/png": "\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
  "image/webp": "RIFF\x24\0\0\0WEBPVP8 ",
  "image/gif": "GIF89a\x01\0\x01\0",
  "video/mp4": "\0\0\0\x20ftypisom\0\0\x02\0",
  "video/quicktime": "\0\0\0\x14ftypqt  \0\0\x02\0",
  "video/3gpp": "\0\0\0\x18ftyp3gp5\0\0\x01\0",
  "application/pdf": "%PDF-1.7\n",
};

it.each(Object.entries(heads))("knows %s by its first bytes", (mimeType, head) => {
  expect(sniffType(Buffer.from(head, "latin1"))?.mimeType).toBe(mimeType);
});

it.each([
  ["a web page", "<!doctype html>"],
  ["an AVIF image", "\0\0\0\x1cftypavif"],
  ["a WebM film", "\x1aE\xdf\xa3\x9fB\x86\x81\x01"],
  ["an Office document", "PK\x03\x04\x14\0\x06\0"],
])("takes %s for nothing", (_name, head) => {
  expect(sniffType(Buffer.from(head, "latin1"))).toBeNull();
});

it.each(PLATFORMS)("%s takes only what a file can be known as", (platform) => {
  const { images, video, documents } = catalog[platform].media;
  const types = [images, video, documents].flatMap((rule) => rule?.mimeTypes ?? []);
  expect(types.filter((type) => !(type in heads))).toEqual([]);
});
