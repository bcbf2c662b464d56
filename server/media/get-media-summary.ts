import { count, eq } from "drizzle-orm";
import type { MediaSummary } from "@/lib/contracts/media";
import type { Ctx } from "@/server/context";
import { mediaAssets } from "@/server/db/schema/campaigns";
import { findReachProblem } from "@/server/media/find-reach-problem";
import { QUOTA_BYTES, readUsedBytes } from "@/server/media/quota";

export async function getMediaSummary(ctx: Ctx): Promise<MediaSummary> {
  const [[row], bytes, unreachable] = await Promise.all([
    ctx.db
      .select({ files: count() })
      .from(mediaAssets)
      .where(eq(mediaAssets.workspaceId, ctx.workspaceId)),
    readUsedBytes(ctx.db, ctx.workspaceId),
    findReachProblem(ctx),
  ]);
  return { files: row?.files ?? 0, bytes, quotaBytes: QUOTA_BYTES, unreachable };
}
