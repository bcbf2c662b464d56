import type { MediaItem } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { invalidField } from "@/server/errors";
import { storeUpload } from "@/server/media/store-upload";
import { toMediaItem } from "@/server/media/to-media-item";

/** The raw file as the body, its name in `x-file-name`. */
export async function addMedia(ctx: Ctx, request: Request): Promise<MediaItem> {
  if (!request.body) throw invalidField("media", "The file is empty. Choose another one.");
  const length = Number(request.headers.get("content-length"));
  const asset = await storeUpload(ctx, {
    body: request.body as unknown as AsyncIterable<Uint8Array>,
    fileName: decodeName(request.headers.get("x-file-name") ?? ""),
    platform: null,
    contentLength: Number.isFinite(length) && length > 0 ? length : null,
  });
  return toMediaItem(ctx.db, ctx, asset);
}

function decodeName(header: string): string {
  try {
    return decodeURIComponent(header);
  } catch {
    return header;
  }
}
