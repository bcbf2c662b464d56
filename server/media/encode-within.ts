import type { Sharp as Image } from "sharp";
import { invalidField } from "@/server/errors";

export interface Size {
  width: number;
  height: number;
}

const QUALITIES = [90, 82, 74, 64];
const LOSSLESS = [90];
const SHRINK = 0.8;
const LEAST_SIDE = 160;
/** What a drawing's clear parts become in a type that has none. */
const PAPER = "#ffffff";

/**
 * Encodes an image in at most `maxBytes`: first at falling quality, then at falling size.
 * @throws AppError `invalid` when even a small one is too large
 */
export async function encodeWithin(
  { mimeType, maxBytes }: { mimeType: string; maxBytes: number },
  full: Size,
  draw: (size: Size) => Image,
): Promise<Buffer> {
  const isLossless = mimeType === "image/png" || mimeType === "image/gif";
  for (let scale = 1; ; scale *= SHRINK) {
    const size = { width: atScale(full.width, scale), height: atScale(full.height, scale) };
    if (scale < 1 && Math.min(size.width, size.height) < LEAST_SIDE) break;
    for (const quality of isLossless ? LOSSLESS : QUALITIES) {
      const data = await encode(draw(size), mimeType, quality).toBuffer();
      if (data.byteLength <= maxBytes) return data;
    }
  }
  const most = Math.floor(maxBytes / 1024);
  throw invalidField(
    "media",
    `This image can't be made to fit into ${most} KB. Upload another one.`,
  );
}

const atScale = (side: number, scale: number) => Math.max(1, Math.floor(side * scale));

function encode(image: Image, mimeType: string, quality: number): Image {
  if (mimeType === "image/png") return image.png({ compressionLevel: 9 });
  if (mimeType === "image/webp") return image.webp({ quality });
  if (mimeType === "image/gif") return image.gif();
  return image.flatten({ background: PAPER }).jpeg({ quality });
}
