import { open } from "node:fs/promises";
import { eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { mediaPath } from "@/server/media/media-path";
import { publicMediaUrl } from "@/server/media/public-url";
import type { DraftMedia } from "@/server/platforms/adapter";

/**
 * A stored file as an adapter takes it. `mediaId` comes from a row of the caller's workspace.
 * @throws Error when the row or the file is gone.
 */
export async function openMedia(
  runtime: Pick<Ctx["runtime"], "database" | "env">,
  mediaId: string,
  altText: string | null = null,
): Promise<DraftMedia> {
  const [row] = await runtime.database.db
    .select()
    .from(mediaAssets)
    .where(eq(mediaAssets.id, mediaId));
  if (!row) throw new Error(`There is no media ${mediaId}.`);
  const file = mediaPath(runtime.env.DATA_DIR, row.storageKey);
  return {
    kind: row.kind,
    mimeType: row.mimeType,
    bytes: row.bytes,
    altText,
    sha256: row.sha256,
    publicUrl: publicMediaUrl(runtime.env, row.id),
    read: (start, end) => readPart(file, start, Math.min(end, row.bytes)),
  };
}

async function readPart(file: string, start: number, end: number): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const part = new Uint8Array(Math.max(0, end - start));
    let filled = 0;
    while (filled < part.byteLength) {
      const { bytesRead } = await handle.read(
        part,
        filled,
        part.byteLength - filled,
        start + filled,
      );
      if (bytesRead === 0) throw new Error("a stored file is shorter than its record says");
      filled += bytesRead;
    }
    return part;
  } finally {
    await handle.close();
  }
}
