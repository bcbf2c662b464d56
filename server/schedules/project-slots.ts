import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { schedules } from "@/server/db/schema/posts";

export interface ProjectedSlot {
  /** `<schedule>_<epoch ms>`: what an override names until the slot has a row. */
  id: string;
  at: Date;
  schedule: typeof schedules.$inferSelect;
  campaign: typeof campaigns.$inferSelect;
  account: typeof socialAccounts.$inferSelect;
}

const MAX_SLOTS = 500;

/** The slots of cadences beyond the days that are planned as rows. */
export async function projectSlots(
  reader: Reader,
  ctx: Ctx,
  range: { from: Date; to: Date },
): Promise<ProjectedSlot[]> {
  const rows = await reader
    .select({ schedule: schedules, campaign: campaigns, account: socialAccounts })
    .from(schedules)
    .innerJoin(campaigns, eq(campaigns.id, schedules.campaignId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, schedules.accountId))
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspaceId),
        isNotNull(schedules.cron),
        isNull(schedules.deletedAt),
        isNull(campaigns.deletedAt),
        ne(campaigns.status, "completed"),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  return rows.flatMap((row) => {
    const planned = row.schedule.plannedUntil ?? ctx.now();
    const before = new Date(range.from.getTime() - 1);
    const after = planned > before ? planned : before;
    if (after >= range.to) return [];
    return nextRuns({ ...row.schedule, after, count: MAX_SLOTS })
      .filter((at) => at <= range.to)
      .map((at) => ({ id: `${row.schedule.id}_${at.getTime()}`, at, ...row }));
  });
}
