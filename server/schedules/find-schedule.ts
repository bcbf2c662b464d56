import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { ScheduleView } from "@/lib/contracts/schedules";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { toScheduleView } from "./to-schedule-view";

/** The living schedules of the workspace as people see them, newest first. */
export async function readScheduleViews(
  reader: Reader,
  ctx: Ctx,
  ...where: SQL[]
): Promise<ScheduleView[]> {
  const rows = await reader
    .select({
      schedule: schedules,
      campaignName: campaigns.name,
      accountHandle: socialAccounts.handle,
      platform: socialAccounts.platform,
      nextPostAt: nextPostAt(ctx.now()),
    })
    .from(schedules)
    .innerJoin(campaigns, eq(campaigns.id, schedules.campaignId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, schedules.accountId))
    .where(and(eq(schedules.workspaceId, ctx.workspaceId), isNull(schedules.deletedAt), ...where))
    .orderBy(desc(schedules.createdAt), desc(schedules.id));
  return rows.map(toScheduleView);
}

/** Of what is planned as rows and still to come. */
const nextPostAt = (now: Date) =>
  sql`(select min(p.due_at) from posts p where p.schedule_id = ${schedules.id}
    and p.account_id = ${schedules.accountId} and p.due_at > ${now.toISOString()}::timestamptz
    and p.status in ('planned', 'awaiting_approval', 'queued'))`.mapWith(posts.dueAt);

/** @throws AppError `not_found`. */
export async function getSchedule(
  reader: Reader,
  ctx: Ctx,
  id: string,
): Promise<typeof schedules.$inferSelect> {
  const [row] = await reader
    .select()
    .from(schedules)
    .where(
      and(
        eq(schedules.id, id),
        eq(schedules.workspaceId, ctx.workspaceId),
        isNull(schedules.deletedAt),
      ),
    );
  if (!row) throw notFound("schedule");
  return row;
}
