import { eq } from "drizzle-orm";
import type { ListSchedules, ScheduleView } from "@/lib/contracts/schedules";
import type { Ctx } from "@/server/context";
import { schedules } from "@/server/db/schema/posts";
import { readScheduleViews } from "./find-schedule";

export async function listSchedules(ctx: Ctx, input: ListSchedules): Promise<ScheduleView[]> {
  const { campaignId, accountId } = input;
  return readScheduleViews(
    ctx.db,
    ctx,
    ...(campaignId ? [eq(schedules.campaignId, campaignId)] : []),
    ...(accountId ? [eq(schedules.accountId, accountId)] : []),
  );
}
