import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";
import { sendMedia } from "@/server/media/send-media";

/** A file of this workspace, for its members. */
export async function readMedia(
  ctx: Ctx,
  id: string,
  rangeHeader: string | null,
): Promise<Response> {
  const [row] = await ctx.db
    .select()
    .from(mediaAssets)
    .where(and(eq(mediaAssets.id, id), eq(mediaAssets.workspaceId, ctx.workspaceId)));
  if (!row) throw notFound("file");
  return sendMedia(ctx.runtime.env, row, rangeHeader, "same-origin");
}
