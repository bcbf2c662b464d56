import { createHash, randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import type { Platform } from "@/lib/platforms/catalog";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { invalidField } from "@/server/errors";
import { mediaPath } from "@/server/media/media-path";
import { maxBytesFor, tooLarge } from "@/server/media/media-rule";
import { SNIFF_BYTES, type SniffedType, sniffType } from "@/server/media/sniff";

export type MediaAsset = typeof mediaAssets.$inferSelect;

export interface Upload {
  body: AsyncIterable<Uint8Array>;
  fileName: string;
  platform: Platform;
  /** As declared; only used to refuse early. */
  contentLength: number | null;
}

/** Streams a file to disk while judging it by its content; nothing of a refused file stays. */
export async function storeUpload(ctx: Ctx, upload: Upload): Promise<MediaAsset> {
  const { DATA_DIR } = ctx.runtime.env;
  const name = randomBytes(16).toString("hex");
  const storageKey = `${name.slice(0, 2)}/${name}`;
  const target = mediaPath(DATA_DIR, storageKey);
  const partial = `${target}.part`;
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(partial, "wx", 0o600);
  try {
    const stored = await receive(file, upload);
    await file.sync();
    await file.close();
    await rename(partial, target);
    return await insertAsset(ctx, storageKey, upload.fileName, stored);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    await rm(target, { force: true });
    throw error;
  }
}

interface Stored {
  type: SniffedType;
  bytes: number;
  sha256: string;
}

async function receive(file: FileHandle, upload: Upload): Promise<Stored> {
  const hash = createHash("sha256");
  let head: Buffer = Buffer.alloc(0);
  let limit: number | null = null;
  let bytes = 0;
  const judge = (): number => {
    const type = sniffType(head);
    const max = maxBytesFor(upload.platform, type);
    if (type && (upload.contentLength ?? 0) > max) throw tooLarge(upload.platform, type.kind, max);
    return max;
  };
  for await (const chunk of upload.body) {
    bytes += chunk.byteLength;
    if (limit === null) {
      head = Buffer.concat([head, chunk]);
      if (head.byteLength >= SNIFF_BYTES) limit = judge();
    }
    if (limit !== null && bytes > limit) throw tooLarge(upload.platform, "file", limit);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  if (bytes === 0) throw invalidField("media", "The file is empty. Choose another one.");
  if (limit === null) judge();
  const type = sniffType(head);
  if (!type) throw new Error("a judged file has a type");
  return { type, bytes, sha256: hash.digest("hex") };
}

async function insertAsset(
  ctx: Ctx,
  storageKey: string,
  fileName: string,
  stored: Stored,
): Promise<MediaAsset> {
  const [row] = await ctx.db
    .insert(mediaAssets)
    .values({
      workspaceId: ctx.workspaceId,
      ...stored.type,
      bytes: stored.bytes,
      sha256: stored.sha256,
      storageKey,
      fileName: toFileName(fileName, stored.type.mimeType),
      createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
      createdAt: ctx.now(),
    })
    .returning();
  if (!row) throw new Error("nothing was inserted");
  return row;
}

/** A name to show and to download under; it never touches the disk. */
function toFileName(given: string, mimeType: string): string {
  const last = given.split(/[\\/]/).pop() ?? "";
  const clean = last
    .replace(/\p{Cc}|["<>]/gu, "")
    .trim()
    .slice(0, 120);
  return clean || `media.${mimeType.split("/")[1]}`;
}
