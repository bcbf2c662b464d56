import type { Ctx } from "@/server/context";
import { notFound } from "@/server/errors";
import { getMediaRow } from "@/server/media/get-media-row";
import type { MediaAsset } from "@/server/media/keep-file";
import { withSharp } from "@/server/media/load-sharp";
import { openStorage } from "@/server/media/open-storage";
import { toThumbnail } from "@/server/media/prepare-image";
import { findThumbnail, keepThumbnail } from "@/server/media/thumbnail-file";

/** A small still picture of an image, made once on each machine. @throws AppError `not_found` for the rest */
export async function readThumbnail(ctx: Ctx, id: string): Promise<Response> {
  const row = await getMediaRow(ctx.db, ctx, id);
  if (row.kind !== "image") throw notFound("thumbnail");
  const { DATA_DIR } = ctx.runtime.env;
  const thumbnail = (await findThumbnail(DATA_DIR, id)) ?? (await makeThumbnail(ctx, row));
  return new Response(new Uint8Array(thumbnail), {
    headers: {
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cache-control": "private, max-age=31536000, immutable",
    },
  });
}

async function makeThumbnail(ctx: Ctx, { id, storageKey, bytes }: MediaAsset): Promise<Buffer> {
  const whole = await openStorage(ctx.runtime, storageKey).read(storageKey, 0, bytes);
  const thumbnail = await withSharp((sharp) => toThumbnail(sharp, whole));
  await keepThumbnail(ctx.runtime.env.DATA_DIR, id, thumbnail);
  return thumbnail;
}
