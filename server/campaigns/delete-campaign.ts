import { and, eq, inArray, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { emit } from "@/server/events/emit";

/** Hides the campaign, ends its schedules and cancels what has not gone out. What is published stays. */
export async function deleteCampaign(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const row = await lockCampaign(tx, ctx.workspaceId, id);
    await tx.update(campaigns).set({ deletedAt: now, updatedAt: now }).where(eq(campaigns.id, id));
    const ended = await tx
      .update(schedules)
      .set({ deletedAt: now, nextRunAt: null, updatedAt: now })
      .where(
        and(
          eq(schedules.workspaceId, ctx.workspaceId),
          eq(schedules.campaignId, id),
          isNull(schedules.deletedAt),
        ),
      )
      .returning({ id: schedules.id });
    const canceled = await tx
      .update(posts)
      .set({ status: "canceled", updatedAt: now })
      .where(
        and(
          eq(posts.workspaceId, ctx.workspaceId),
          eq(posts.campaignId, id),
          inArray(posts.status, ["planned", "awaiting_approval", "queued", "blocked"]),
        ),
      )
      .returning({ id: posts.id });
    await recordAudit(tx, ctx, {
      action: "campaign.deleted",
      subjectType: "campaign",
      subjectId: id,
      subjectName: row.name,
      after: { canceledPosts: canceled.length, endedSchedules: ended.length },
    });
    await emit(tx, ctx.workspaceId, [
      ...ended.map((each) => ({
        name: "schedule.deleted" as const,
        data: { scheduleId: each.id, campaignId: id },
      })),
      ...canceled.map((each) => ({
        name: "post.changed" as const,
        data: { postId: each.id, campaignId: id, status: "canceled" },
      })),
      { name: "campaign.deleted", data: { campaignId: id } },
    ]);
  });
}
