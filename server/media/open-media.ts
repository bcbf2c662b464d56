import { eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { openStorage } from "@/server/media/open-storage";
import { publicMediaUrl } from "@/server/media/public-url";
import type { DraftMedia } from "@/server/platforms/adapter";

/**
 * A stored file as an adapter takes it. `mediaId` comes from a row of the caller's workspace.
 * @throws Error when the row or the file is gone.
 */
export async function openMedia(
  runtime: Pick<Ctx["runtime"], "database" | "env" | "egress">,
  mediaId: string,
  altText: string | null = null,
): Promise<DraftMedia> {
  const [row] = await runtime.database.db
    .select()
    .from(mediaAssets)
    .where(eq(mediaAssets.id, mediaId));
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
