import { and, eq } from "drizzle-orm";
import type { MediaItem, UpdateMedia } from "@/lib/contracts/media";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";
import { toFileName } from "@/server/media/file-name";
import { getMediaRow } from "@/server/media/get-media-row";
import { toMediaItem } from "@/server/media/to-media-item";

/** Name and description. Variants that have the file keep the description they were given. */
export async function updateMedia(ctx: Ctx, id: string, input: UpdateMedia): Promise<MediaItem> {
  return ctx.db.transaction(async (tx) => {
    const before = await getMediaRow(tx, ctx, id);
    const values = {
      fileName: input.fileName ? toFileName(input.fileName, before.mimeType) : before.fileName,
      altText: input.altText === undefined ? before.altText : input.altText || null,
    };
    const [row] = await tx
      .update(mediaAssets)
      .set(values)
      .where(and(eq(mediaAssets.id, id), eq(mediaAssets.workspaceId, ctx.workspaceId)))
      .returning();
    if (!row) throw notFound("file");
    const { fileName, altText } = before;
    await recordAudit(tx, ctx, {
      ...{ action: "media.changed", subjectType: "media", subjectId: id },
      ...{ subjectName: row.fileName, before: { fileName, altText }, after: values },
    });
    return toMediaItem(tx, ctx, row);
  });
}
