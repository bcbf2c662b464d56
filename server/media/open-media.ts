import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { openStorage } from "@/server/media/open-storage";
import { publicMediaUrl } from "@/server/media/public-url";
import type { DraftMedia } from "@/server/platforms/adapter";

export interface MediaRef {
  /** Of the post: another workspace's file is none at all. */
  workspaceId: string;
  mediaId: string;
  altText: string | null;
}

/**
 * A stored file as an adapter takes it.
 * @throws Error when the row or the file is gone.
 */
export async function openMedia(
  runtime: Pick<Ctx["runtime"], "database" | "env" | "egress">,
  { workspaceId, mediaId, altText }: MediaRef,
): Promise<DraftMedia> {
  const [row] = await runtime.database.db
    .select()
    .from(mediaAssets)
    .where(and(eq(mediaAssets.id, mediaId), eq(mediaAssets.workspaceId, workspaceId)));
  if (!row) throw new Error(`There is no media ${mediaId}.`);
  const storage = openStorage(runtime, row.storageKey);
  return {
    kind: row.kind,
    mimeType: row.mimeType,
    fileName: row.fileName,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    durationMs: row.durationMs,
    altText,
    sha256: row.sha256,
    publicUrl: publicMediaUrl(runtime.env, row.id),
    read: (start, end) => storage.read(row.storageKey, start, Math.min(end, row.bytes)),
  };
}
