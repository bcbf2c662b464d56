import { and, desc, eq, ilike, lt } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { ListMedia, MediaList } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { toMediaItems } from "@/server/media/to-media-item";

/** Typed wildcards are letters like any other. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Newest first; the cursor is the last id seen, since ids follow time. */
export async function listMedia(ctx: Ctx, query: ListMedia): Promise<MediaList> {
  const after = Id.safeParse(query.cursor);
  const rows = await ctx.db
    .select()
    .from(mediaAssets)
    .where(
      and(
        eq(mediaAssets.workspaceId, ctx.workspaceId),
        query.kind ? eq(mediaAssets.kind, query.kind) : undefined,
        query.q ? ilike(mediaAssets.fileName, containing(query.q)) : undefined,
        after.success ? lt(mediaAssets.id, after.data) : undefined,
      ),
    )
    .orderBy(desc(mediaAssets.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const items = await toMediaItems(ctx.db, ctx, page);
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}
