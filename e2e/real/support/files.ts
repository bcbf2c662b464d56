import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import sharp from "sharp";

export const sampleImage = () => readFileSync("public/samples/sample.png");
export const sampleVideo = () => readFileSync("public/samples/sample.mp4");

/** A real image that no compression makes smaller: three bytes a pixel, and a few more. */
export function makeNoise(width: number, height: number): Promise<Buffer> {
  const raw = { width, height, channels: 3 as const };
  return sharp(randomBytes(width * height * 3), { raw })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

export async function describeImage(bytes: Buffer) {
  const { format, width, height } = await sharp(bytes).metadata();
  return { format, width, height };
}
