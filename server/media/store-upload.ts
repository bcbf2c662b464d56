import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { toFileName } from "@/server/media/file-name";
import { keepFile, type MediaAsset } from "@/server/media/keep-file";
import { ruleFor } from "@/server/media/media-rule";
import { assertQuota, libraryFull, readBytesLeft } from "@/server/media/quota";
import { receiveFile } from "@/server/media/receive-file";
import { inUploadSlot } from "@/server/media/upload-slots";

export interface Upload {
  body: AsyncIterable<Uint8Array>;
  fileName: string;
  /** Whose variant it is for; null: the library alone. */
  platform: Platform | null;
  /** As declared; only used to refuse early. */
  contentLength: number | null;
}

/** Streams a file to disk while judging it by its content, and makes it part of the library. */
export function storeUpload(ctx: Ctx, upload: Upload): Promise<MediaAsset> {
  return inUploadSlot(ctx.workspaceId, () => store(ctx, upload));
}

async function store(ctx: Ctx, upload: Upload): Promise<MediaAsset> {
  const { body, contentLength, platform } = upload;
  await assertQuota(ctx.db, ctx.workspaceId, Math.max(1, contentLength ?? 0));
  const left = await readBytesLeft(ctx.db, ctx.workspaceId);
  const received = await receiveFile(ctx.runtime.env.DATA_DIR, {
    ...{ body: upTo(left, body), contentLength },
    ruleFor: (type) => ruleFor(platform, type),
  });
  const fileName = toFileName(upload.fileName, received.type.mimeType);
  return keepFile(ctx, received, { fileName, altText: null, parentId: null });
}

/** What was declared may be less than what comes. */
async function* upTo(left: number, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > left) throw libraryFull(left);
    yield chunk;
  }
}
