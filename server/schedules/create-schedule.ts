import { and, eq, inArray } from "drizzle-orm";
import type { CreateSchedule, ScheduleView } from "@/lib/contracts/schedules";
import { canonicalZone } from "@/lib/domain/zones";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { campaigns } from "@/server/db/schema/campaigns";
import { schedules } from "@/server/db/schema/posts";
import { emit, type NewEvent } from "@/server/events/emit";
import { assertPostable } from "./assert-postable";
import { checkBestTime } from "./check-best-time";
import { checkWhen } from "./check-when";
import { readScheduleViews } from "./find-schedule";
import { planSlots } from "./plan-slots";
import { readSettings } from "./read-settings";
import { describeWhen, describeWindow } from "./to-schedule-view";

/** One schedule for each account, with its first posts on the calendar at once. */
export async function createSchedule(ctx: Ctx, input: CreateSchedule): Promise<ScheduleView[]> {
  const now = ctx.now();
  const at = checkWhen(input.when, input.timeZone, now);
  const when = { ...at, ...toStored(input), bestTime: checkBestTime({ ...input, ...at }, now) };
  return ctx.db.transaction(async (tx) => {
    const { campaign, accounts } = await assertPostable(tx, ctx, input);
    const settings = await readSettings(tx, ctx, campaign.id);
    const facts = campaign.status === "draft" ? await activate(tx, ctx, campaign) : [];
    const ids: string[] = [];
    for (const account of accounts) {
      const [schedule] = await tx
        .insert(schedules)
        .values({
          workspaceId: ctx.workspaceId,
          campaignId: campaign.id,
          accountId: account.id,
          ...when,
          createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
          createdAt: now,
          updatedAt: now,
        })
        .returning();
      if (!schedule) throw new Error("The schedule was not stored.");
      const planned = await planSlots(tx, { schedule, platform: account.platform, settings, now });
      await recordAudit(tx, ctx, {
        action: "schedule.created",
        subjectType: "schedule",
        subjectId: schedule.id,
        subjectName: `${campaign.name} on ${account.handle}`,
        after: {
          when: describeWhen(schedule),
          timeZone: schedule.timeZone,
          missedPolicy: schedule.missedPolicy,
          bestTime: describeWindow(schedule.bestTime),
        },
      });
      const data = { scheduleId: schedule.id, campaignId: campaign.id, accountId: account.id };
      facts.push({ name: "schedule.created", data });
      facts.push({ name: "post.planned", data: { ...data, count: planned } });
      ids.push(schedule.id);
    }
    const views = await readScheduleViews(tx, ctx, inArray(schedules.id, ids));
    await emit(tx, ctx.workspaceId, facts);
    return views;
  });
}

function toStored({ timeZone, missedPolicy }: CreateSchedule) {
  return {
    timeZone: canonicalZone(timeZone),
    ...(missedPolicy === undefined ? {} : { missedPolicy }),
  };
}

/** Planning the first post is what takes a draft into the world. */
export async function activate(
  tx: Tx,
  ctx: Ctx,
  campaign: { id: string; name: string },
): Promise<NewEvent[]> {
  const moved = await tx
    .update(campaigns)
    .set({ status: "active", updatedAt: ctx.now() })
    .where(and(eq(campaigns.id, campaign.id), eq(campaigns.status, "draft")))
    .returning({ id: campaigns.id });
  if (moved.length === 0) return [];
  await recordAudit(tx, ctx, {
    action: "campaign.activated",
    subjectType: "campaign",
    subjectId: campaign.id,
    subjectName: campaign.name,
    before: { status: "draft" },
    after: { status: "active" },
  });
  return [{ name: "campaign.changed", data: { campaignId: campaign.id } }];
}
