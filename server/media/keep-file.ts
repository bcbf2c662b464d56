import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { and, eq, or, sql } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Reader, Tx } from "@/server/db/client";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { newStorageKey, openStorage } from "@/server/media/open-storage";
import { type PreparedImage, prepareImage } from "@/server/media/prepare-image";
import { type ProbedVideo, probeVideo } from "@/server/media/probe-video";
import { assertQuota } from "@/server/media/quota";
import { newIncomingPath, type Received } from "@/server/media/receive-file";
import { keepThumbnail } from "@/server/media/thumbnail-file";

export type MediaAsset = typeof mediaAssets.$inferSelect;

interface About {
  fileName: string;
  altText: string | null;
  parentId: string | null;
}

/**
 * Makes a received file part of the library: opened, turned, stripped and measured, then stored.
 * The same bytes are one asset, however often they are sent. @throws AppError `invalid`
 */
export async function keepFile(ctx: Ctx, received: Received, about: About): Promise<MediaAsset> {
  const spare = await newIncomingPath(ctx.runtime.env.DATA_DIR);
  try {
    const known = await findTwin(ctx.db, ctx.workspaceId, received.sha256);
    if (known) return known;
    const prepared = await prepare(received, spare);
    return await store(ctx, received, prepared, about);
  } finally {
    await Promise.all([received.file, spare].map((file) => rm(file, { force: true })));
  }
}

interface Prepared {
  file: string;
  bytes: number;
  sha256: string;
  measures: Pick<MediaAsset, "width" | "height" | "durationMs" | "codec">;
  thumbnail: Buffer | null;
}

async function prepare(received: Received, spare: string): Promise<Prepared> {
  const { file, type, bytes, sha256 } = received;
  if (type.kind === "image") {
    const image = await prepareImage(file, type, spare);
    return { ...(await toStored(received, image)), ...toImageFacts(image) };
  }
  const unknown = { width: null, height: null, durationMs: null, codec: null };
  const video: ProbedVideo | null = type.kind === "video" ? await probeVideo(file) : null;
  return { file, bytes, sha256, measures: video ?? unknown, thumbnail: null };
}

async function toStored({ file, bytes, sha256 }: Received, { rewritten }: PreparedImage) {
  if (!rewritten) return { file, bytes, sha256 };
  const { size } = await stat(rewritten);
  return { file: rewritten, bytes: size, sha256: await hashFile(rewritten) };
}

const toImageFacts = ({ width, height, thumbnail }: PreparedImage) => ({
  measures: { width, height, durationMs: null, codec: null },
  thumbnail,
});

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

async function store(
  ctx: Ctx,
  received: Received,
  prepared: Prepared,
  about: About,
): Promise<MediaAsset> {
  const { file, bytes, sha256, measures, thumbnail } = prepared;
  await assertQuota(ctx.db, ctx.workspaceId, bytes);
  const storageKey = newStorageKey(ctx.runtime.env);
  const storage = openStorage(ctx.runtime, storageKey);
  await storage.put(storageKey, file, received.type.mimeType);
  const values = {
    ...{ workspaceId: ctx.workspaceId, ...received.type, bytes, sha256, ...measures },
    ...{ sourceSha256: received.sha256, storageKey, ...about },
    createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
    createdAt: ctx.now(),
  };
  const row = await insertOnce(ctx, values).catch(async (error: unknown) => {
    await storage.remove(storageKey).catch(() => {});
    throw error;
  });
  if (row.storageKey !== storageKey) await storage.remove(storageKey).catch(() => {});
  else if (thumbnail) await keepThumbnail(ctx.runtime.env.DATA_DIR, row.id, thumbnail);
  return row;
}

/** One at a time for each workspace, so that twins and the quota are seen although two arrive at once. */
function insertOnce(ctx: Ctx, values: typeof mediaAssets.$inferInsert): Promise<MediaAsset> {
  return ctx.db.transaction(async (tx) => {
    await lockLibrary(tx, ctx.workspaceId);
    const twin = await findTwin(tx, ctx.workspaceId, values.sha256);
    if (twin) return twin;
    await assertQuota(tx, ctx.workspaceId, values.bytes);
    const [row] = await tx.insert(mediaAssets).values(values).returning();
    if (!row) throw new Error("nothing was inserted");
    const { kind, mimeType, bytes, parentId } = row;
    await recordAudit(tx, ctx, {
      ...{ action: "media.added", subjectType: "media", subjectId: row.id },
      subjectName: row.fileName,
      after: { kind, mimeType, bytes, ...(parentId ? { parentId } : {}) },
    });
    return row;
  });
}

const lockLibrary = (tx: Tx, workspaceId: string) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`media:${workspaceId}`}, 0))`);

async function findTwin(
  reader: Reader,
  workspaceId: string,
  hash: string,
): Promise<MediaAsset | null> {
  const [row] = await reader
    .select()
    .from(mediaAssets)
    .where(
      and(
        eq(mediaAssets.workspaceId, workspaceId),
        or(eq(mediaAssets.sha256, hash), eq(mediaAssets.sourceSha256, hash)),
      ),
    )
    .limit(1);
  return row ?? null;
}
