import { and, eq, gte, inArray, isNull, lte, ne, or } from "drizzle-orm";
import type { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import { posts, type schedules } from "@/server/db/schema/posts";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { checkBestTime } from "./check-best-time";
import { checkWhen } from "./check-when";
import { type TimedSlot, timeSlots } from "./time-slots";
import { describeWhen } from "./to-schedule-view";

const PREVIEWED_RUNS = 10;
const MINUTE_MS = 60_000;

/** What a schedule would do, before it is saved. */
export async function previewSchedule(ctx: Ctx, input: PreviewSchedule): Promise<SchedulePreview> {
  const now = ctx.now();
  const { timeZone } = input;
  const when = { ...checkWhen(input.when, timeZone, now), timeZone };
  const runs = nextRuns({ ...when, after: now, count: PREVIEWED_RUNS });
  const bestTime = checkBestTime({ ...when, bestTime: input.bestTime }, now);
  const timed = bestTime ? await timePreview(ctx, input, { ...when, bestTime }, runs) : null;
  return {
    runs: runs.map((run) => run.toISOString()),
    words: describeWhen(when),
    timings: timed?.flatMap(({ timing }) => timing ?? []) ?? [],
    conflicts: bestTime ? [] : await findNeighbours(ctx, input, runs),
  };
}

type When = Pick<typeof schedules.$inferSelect, "cron" | "timeZone" | "bestTime">;

/** As the first account's posts would be planned; they keep their distance by themselves. */
async function timePreview(
  ctx: Ctx,
  { accountIds = [], campaignId, scheduleId }: PreviewSchedule,
  when: When,
  runs: readonly Date[],
): Promise<TimedSlot[]> {
  const [accountId] = accountIds;
  if (!accountId || !campaignId) return [];
  const { minGapMinutes } = (await getWorkspace(ctx)).settings;
  // Of a schedule that does not exist yet no post stands in the way.
  const id = scheduleId ?? ctx.requestId;
  const schedule = { ...when, id, workspaceId: ctx.workspaceId, campaignId, accountId };
  return timeSlots(ctx.db, schedule, runs, { after: ctx.now(), minGapMinutes });
}

/** For each account the first run that stands too close to a post that is planned already. */
async function findNeighbours(
  ctx: Ctx,
  { accountIds = [], scheduleId }: PreviewSchedule,
  runs: readonly Date[],
): Promise<SchedulePreview["conflicts"]> {
  const [first, last] = [runs[0], runs.at(-1)];
  if (accountIds.length === 0 || !first || !last) return [];
  const gapMs = (await getWorkspace(ctx)).settings.minGapMinutes * MINUTE_MS;
  const placed = await ctx.db
    .select({ accountId: posts.accountId, at: posts.dueAt })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        inArray(posts.accountId, accountIds),
        inArray(posts.status, ["planned", "awaiting_approval", "queued"]),
        gte(posts.dueAt, new Date(first.getTime() - gapMs)),
        lte(posts.dueAt, new Date(last.getTime() + gapMs)),
        scheduleId ? or(isNull(posts.scheduleId), ne(posts.scheduleId, scheduleId)) : undefined,
      ),
    )
    .orderBy(posts.dueAt);
  return accountIds.flatMap((accountId) => {
    for (const run of runs) {
      const other = placed.find(
        (post) =>
          post.accountId === accountId && Math.abs(post.at.getTime() - run.getTime()) < gapMs,
      );
      if (!other) continue;
      const gapMinutes = Math.abs(other.at.getTime() - run.getTime()) / MINUTE_MS;
      const otherAt = other.at.toISOString();
      return [{ accountId, at: run.toISOString(), otherAt, gapMinutes }];
    }
    return [];
  });
}
