import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import type { Sharp as Image } from "sharp";
import type { ConvertMedia, CropMedia, MediaItem } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { AppError, invalidField } from "@/server/errors";
import { encodeWithin, type Size } from "@/server/media/encode-within";
import { derivedName } from "@/server/media/file-name";
import { getMediaRow } from "@/server/media/get-media-row";
import { keepFile, type MediaAsset } from "@/server/media/keep-file";
import { strict, withSharp } from "@/server/media/load-sharp";
import { CEILING_BYTES } from "@/server/media/media-rule";
import { openStorage } from "@/server/media/open-storage";
import { newIncomingPath } from "@/server/media/receive-file";
import { SNIFF_BYTES, sniffType } from "@/server/media/sniff";
import { toMediaItem } from "@/server/media/to-media-item";

/** A copy cut to a ratio of width to height. The file itself stays as it is. */
export async function cropMedia(ctx: Ctx, id: string, input: CropMedia): Promise<MediaItem> {
  const [across = 1, down = 1] = input.aspect.split(":").map(Number);
  const position = input.position === "auto" ? "attention" : input.position;
  const parent = await getImage(ctx, id);
  const made = await remake(ctx, parent, {
    ...{ mimeType: input.mimeType ?? parent.mimeType, maxBytes: input.maxBytes },
    toSize: (size) => cutTo(size, across / down),
    draw: (image, size) => image.resize({ ...size, fit: "cover", position }),
  });
  return keepCopy(ctx, parent, made, `${across}x${down}`);
}

/** A copy of another type, or of the same one in fewer bytes. */
export async function convertMedia(ctx: Ctx, id: string, input: ConvertMedia): Promise<MediaItem> {
  const parent = await getImage(ctx, id);
  const made = await remake(ctx, parent, {
    ...input,
    toSize: (size) => size,
    draw: (image, size) => image.resize({ ...size, fit: "fill" }),
  });
  return keepCopy(ctx, parent, made, null);
}

async function getImage(ctx: Ctx, id: string): Promise<MediaAsset> {
  const row = await getMediaRow(ctx.db, ctx, id);
  if (row.kind === "image") return row;
  const message = `A ${row.kind} can't be cropped or converted here. Upload another one.`;
  throw invalidField("media", message);
}

/** The largest cut of this ratio, rounded so that it never oversteps the ratio it is cut for. */
function cutTo({ width, height }: Size, ratio: number): Size {
  return width / height < ratio
    ? { width, height: Math.max(1, Math.floor(width / ratio)) }
    : { width: Math.max(1, Math.floor(height * ratio)), height };
}

interface Wanted {
  mimeType: string;
  maxBytes?: number | undefined;
  toSize(size: Size): Size;
  draw(image: Image, size: Size): Image;
}

/** @throws AppError `invalid` for what can't be made of this image */
async function remake(ctx: Ctx, parent: MediaAsset, wanted: Wanted): Promise<Buffer> {
  const { storageKey, bytes } = parent;
  const { mimeType, maxBytes = CEILING_BYTES.image } = wanted;
  const source = await openStorage(ctx.runtime, storageKey).read(storageKey, 0, bytes);
  return withSharp(async (sharp) => {
    try {
      const { autoOrient } = await sharp(source, strict).metadata();
      return await encodeWithin({ mimeType, maxBytes }, wanted.toSize(autoOrient), (size) =>
        wanted.draw(sharp(source, strict).autoOrient(), size),
      );
    } catch (error) {
      if (error instanceof AppError) throw error;
      const message = "This image can't be changed here. Edit it yourself and upload it.";
      throw invalidField("media", message);
    }
  });
}

async function keepCopy(
  ctx: Ctx,
  parent: MediaAsset,
  made: Buffer,
  note: string | null,
): Promise<MediaItem> {
  const type = sniffType(made.subarray(0, SNIFF_BYTES));
  if (!type) throw new Error("an encoded image has a type");
  const file = await newIncomingPath(ctx.runtime.env.DATA_DIR);
  await writeFile(file, made, { mode: 0o600 });
  const sha256 = createHash("sha256").update(made).digest("hex");
  const fileName = derivedName(parent.fileName, note, type.mimeType);
  const about = { fileName, altText: parent.altText, parentId: parent.id };
  const row = await keepFile(ctx, { file, type, bytes: made.byteLength, sha256 }, about);
  return toMediaItem(ctx.db, ctx, row);
}
