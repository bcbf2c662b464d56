import { and, eq } from "drizzle-orm";
import type { MediaUses } from "@/lib/contracts/media";
import { catalog } from "@/lib/platforms/catalog";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { conflict } from "@/server/errors";
import { getMediaRow } from "@/server/media/get-media-row";
import { readUses } from "@/server/media/list-uses";
import { openStorage } from "@/server/media/open-storage";
import { dropThumbnail } from "@/server/media/thumbnail-file";

/**
 * Deletes a file and its bytes. Posts that are out keep their own copy on the platform.
 * @throws AppError `conflict` while a variant has it, or a post that still has to go out
 */
export async function deleteMedia(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.transaction(async (tx) => {
    const found = await getMediaRow(tx, ctx, id);
    const uses = await readUses(tx, ctx, id);
    const place = nameUse(uses);
    if (place) throw conflict(`${found.fileName} is used by ${place}. Take it out there first.`);
    await tx
      .delete(mediaAssets)
      .where(and(eq(mediaAssets.id, id), eq(mediaAssets.workspaceId, ctx.workspaceId)));
    const { kind, mimeType, bytes } = found;
    await recordAudit(tx, ctx, {
      ...{ action: "media.deleted", subjectType: "media", subjectId: id },
      ...{ subjectName: found.fileName, before: { kind, mimeType, bytes } },
    });
    return found;
  });
  await dropThumbnail(ctx.runtime.env.DATA_DIR, id);
  // The row is gone, so bytes that could not be removed only cost space: that is logged, not refused.
  await openStorage(ctx.runtime, row.storageKey)
    .remove(row.storageKey)
    .catch((error: unknown) => ctx.log.warn({ err: error, mediaId: id }, "bytes were left behind"));
}

function nameUse({ variants, posts }: MediaUses): string | null {
  const [variant, ...others] = variants;
  const open = posts.filter((post) => post.open);
  if (!variant) {
    const [post] = open;
    return post ? `a post for ${catalog[post.platform].label} that is not out yet` : null;
  }
  const { letter, platform, campaignName } = variant;
  const first = `variant ${letter} for ${catalog[platform].label} of ${campaignName}`;
  return others.length > 0 ? `${first} and ${others.length} more` : first;
}
