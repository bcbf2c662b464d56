import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { CampaignView, UpdateCampaign } from "@/lib/contracts/campaigns";
import { COMMANDS } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import { assertEdition, isEdition, nextEdition, outdated } from "@/server/campaigns/edition";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import type { CampaignRow } from "@/server/campaigns/read-campaign-views";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { toPauseMark } from "@/server/pauses/pause-mark";
import { settlePause } from "@/server/pauses/settle-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";

/** Changes what is given, if nobody saved since the edition that was edited. */
export async function updateCampaign(
  ctx: Ctx,
  id: string,
  input: UpdateCampaign,
): Promise<CampaignView> {
  const { updatedAt: edition, cameDue, ...changes } = input;
  assertEdition(edition);
  await ctx.db.transaction(async (tx) => {
    if (changes.status || changes.approvalRequired) await awaitClaims(tx);
    const before = await requireCampaign(tx, ctx.workspaceId, id);
    assertNoWayBack(before, changes.status);
    const [after] = await tx
      .update(campaigns)
      .set({
        ...changes,
        ...toMark(ctx, before, changes.status),
        updatedAt: nextEdition(campaigns.updatedAt, ctx.now()),
      })
      .where(
        and(
          eq(campaigns.id, id),
          eq(campaigns.workspaceId, ctx.workspaceId),
          isNull(campaigns.deletedAt),
          isEdition(campaigns.updatedAt, edition),
        ),
      )
      .returning();
    if (!after) throw outdated();
    if (after.lateAfterMinutes !== before.lateAfterMinutes) await moveDeadlines(tx, ctx, after);
    const resumed = before.status !== "active" && after.status === "active";
    const target = { level: "campaign" as const, id };
    const settled = resumed ? await settlePause(tx, ctx, target, before, cameDue) : [];
    const isSwitched = after.approvalRequired !== before.approvalRequired;
    const scope = { workspaceId: ctx.workspaceId, campaignId: id };
    const moved = isSwitched ? await settleApprovals(tx, scope, ctx.now()) : [];
    await recordAudit(tx, ctx, {
      action: "campaign.changed",
      subjectType: "campaign",
      subjectId: id,
      subjectName: after.name,
      before: pick(before, changes),
      after: changes,
    });
    await emit(tx, ctx.workspaceId, [
      ...settled,
      ...moved,
      { name: "campaign.changed", data: { campaignId: id } },
    ]);
  });
  return getCampaign(ctx, id);
}

type CampaignStatus = CampaignRow["status"];

/**
 * The first planned post makes a draft active by itself, so no draft may have posts whose time passed.
 * @throws AppError `invalid`.
 */
function assertNoWayBack(before: CampaignRow, status: CampaignStatus | undefined): void {
  if (status !== "draft" || before.status === "draft") return;
  throw invalidField(
    "status",
    "A campaign that has begun can't be a draft again. Pause it instead.",
  );
}

/** A completed campaign posts as little as a paused one. */
const isHolding = (status: CampaignStatus) => status === "paused" || status === "completed";

function toMark(ctx: Ctx, before: CampaignRow, status: CampaignStatus | undefined) {
  if (status === undefined || isHolding(status) === isHolding(before.status)) return {};
  return toPauseMark(ctx, isHolding(status));
}

/** What waits already follows the new deadline too. */
async function moveDeadlines(tx: Tx, ctx: Ctx, campaign: CampaignRow): Promise<void> {
  const { settings } = await getWorkspace(ctx, tx);
  const minutes = campaign.lateAfterMinutes ?? settings.lateAfterMinutes;
  await tx
    .update(posts)
    .set({ deadlineAt: sql`${posts.dueAt} + make_interval(mins => ${minutes})` })
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.campaignId, campaign.id),
        inArray(posts.status, COMMANDS.skip.from),
        // A retried post has a deadline of its own.
        isNull(posts.firstAttemptAt),
      ),
    );
}

function pick(row: CampaignRow, changes: object): Record<string, unknown> {
  const entries = Object.entries(row).filter(([key]) => key in changes);
  return Object.fromEntries(entries);
}
