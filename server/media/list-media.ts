import { and, desc, eq, ilike, lt } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { ListMedia, MediaList } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { toMediaItems } from "@/server/media/to-media-item";

/** Typed wildcards are letters like any other. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

// Ids follow time.
const cursor = createCursor(Id);

/** Newest first. */
export async function listMedia(ctx: Ctx, query: ListMedia): Promise<MediaList> {
  const after = cursor.read(query.cursor);
  const rows = await ctx.db
    .select()
    .from(mediaAssets)
    .where(
      and(
        eq(mediaAssets.workspaceId, ctx.workspaceId),
        query.kind ? eq(mediaAssets.kind, query.kind) : undefined,
        query.q ? ilike(mediaAssets.fileName, containing(query.q)) : undefined,
        after ? lt(mediaAssets.id, after) : undefined,
      ),
    )
    .orderBy(desc(mediaAssets.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  const items = await toMediaItems(ctx.db, ctx, page);
  return { items, nextCursor: end && cursor.write(end.id) };
}
