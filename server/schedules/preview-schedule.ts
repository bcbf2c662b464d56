import { and, eq, gte, inArray, isNull, lte, ne, or } from "drizzle-orm";
import type { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { checkWhen } from "./check-when";
import { describeWhen } from "./to-schedule-view";

const PREVIEWED_RUNS = 10;
const MINUTE_MS = 60_000;

/** What a schedule would do, before it is saved. */
export async function previewSchedule(ctx: Ctx, input: PreviewSchedule): Promise<SchedulePreview> {
  const now = ctx.now();
  const { timeZone } = input;
  const when = { ...checkWhen(input.when, timeZone, now), timeZone };
  const runs = nextRuns({ ...when, after: now, count: PREVIEWED_RUNS });
  return {
    runs: runs.map((run) => run.toISOString()),
    words: describeWhen(when),
    conflicts: await findNeighbours(ctx, input, runs),
  };
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
