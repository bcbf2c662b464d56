import { rm } from "node:fs/promises";
import type { Metadata } from "sharp";
import { AppError, invalidField } from "@/server/errors";
import { MAX_PIXELS, type Sharp, strict, withSharp } from "@/server/media/load-sharp";
import type { SniffedType } from "@/server/media/sniff";

export interface PreparedImage {
  /** As shown. */
  width: number;
  height: number;
  /** Where the turned and stripped copy lies; null where the file can stay as it is. */
  rewritten: string | null;
  thumbnail: Buffer;
}

export const THUMBNAIL_SIDE = 480;

/**
 * Opens an image to its last line. It is written anew only where it has to be turned or tells more
 * than it shows: the place, the camera, the owner. @throws AppError `invalid` for a broken image
 */
export function prepareImage(
  file: string,
  { mimeType }: SniffedType,
  target: string,
): Promise<PreparedImage> {
  return withSharp(async (sharp) => {
    try {
      const metadata = await sharp(file, { ...strict, limitInputPixels: false }).metadata();
      assertSize(metadata);
      const rewritten = mustRewrite(metadata, mimeType) ? target : null;
      if (rewritten) await rewrite(sharp, file, { mimeType, metadata, target });
      const seen = rewritten ? await sharp(target, strict).metadata() : metadata;
      const thumbnail = await toThumbnail(sharp, rewritten ?? file);
      return { width: seen.width, height: seen.pageHeight ?? seen.height, rewritten, thumbnail };
    } catch (error) {
      await rm(target, { force: true });
      if (error instanceof AppError) throw error;
      throw damaged();
    }
  });
}

/** Small, still, and also the proof that every line of the image can be read. */
export function toThumbnail(sharp: Sharp, input: string | Uint8Array): Promise<Buffer> {
  return sharp(input, strict)
    .resize({
      width: THUMBNAIL_SIDE,
      height: THUMBNAIL_SIDE,
      fit: "inside",
      withoutEnlargement: true,
    })
    .webp({ quality: 74 })
    .toBuffer();
}

function assertSize({ width, height }: Metadata): void {
  if (width * height <= MAX_PIXELS) return;
  const message = `The image has more than ${MAX_PIXELS / 1_000_000} million pixels. Upload a smaller copy.`;
  throw invalidField("media", message);
}

const damaged = () =>
  invalidField("media", "The image is damaged: it can't be read to its end. Export it again.");

function mustRewrite(metadata: Metadata, mimeType: string): boolean {
  if (mimeType === "image/gif") return false;
  const { orientation, exif, xmp, iptc, tifftagPhotoshop, comments, gainMap, space } = metadata;
  const tells = exif || xmp || iptc || tifftagPhotoshop || gainMap || (comments?.length ?? 0) > 0;
  return Boolean(tells) || (orientation ?? 1) > 1 || space === "cmyk";
}

interface Rewriting {
  mimeType: SniffedType["mimeType"];
  metadata: Metadata;
  target: string;
}

async function rewrite(sharp: Sharp, file: string, { mimeType, metadata, target }: Rewriting) {
  const animated = (metadata.pages ?? 1) > 1;
  const image = sharp(file, { ...strict, animated });
  const turned = animated ? image : image.autoOrient();
  const { chromaSubsampling } = metadata;
  if (mimeType === "image/jpeg") {
    await turned
      .jpeg({ quality: 92, chromaSubsampling: chromaOf(chromaSubsampling) })
      .toFile(target);
  } else if (mimeType === "image/png") await turned.png({ compressionLevel: 8 }).toFile(target);
  else await turned.webp({ quality: 90 }).toFile(target);
}

const chromaOf = (found: string | undefined) => (found?.startsWith("4:4:4") ? "4:4:4" : "4:2:0");
