import { and, eq, gte, inArray, isNull, lte, ne, or } from "drizzle-orm";
import type { PostTiming } from "@/lib/contracts/best-times";
import { type TimedCadence, timeRuns } from "@/lib/domain/best-time/time-runs";
import type { Reader } from "@/server/db/client";
import { posts, type schedules } from "@/server/db/schema/posts";
import { findWeekModel } from "./read-week-models";

type Schedule = Pick<
  typeof schedules.$inferSelect,
  "id" | "workspaceId" | "campaignId" | "accountId" | "cron" | "timeZone" | "bestTime"
>;

export interface TimedSlot {
  slot: Date;
  dueAt: Date;
  /** Null: the schedule does not choose. */
  timing: PostTiming | null;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** When the slots go out: at their own time or, with best times, at the one picked in their local day. */
export async function timeSlots(
  reader: Reader,
  schedule: Schedule,
  slots: readonly Date[],
  { after, minGapMinutes }: { after: Date; minGapMinutes: number },
): Promise<TimedSlot[]> {
  const cadence = toTimedCadence(schedule);
  if (!cadence || slots.length === 0) {
    return slots.map((slot) => ({ slot, dueAt: slot, timing: null }));
  }
  const model = await findWeekModel(reader, schedule);
  const taken = await listTaken(reader, schedule, slots);
  const gapMs = minGapMinutes * MINUTE_MS;
  return timeRuns(cadence, slots, { model, after, taken, gapMs }).map(
    ({ slot, at, kind, estimate }) => ({
      slot,
      dueAt: at,
      timing: { kind, at: at.toISOString(), estimate },
    }),
  );
}

/** Null: its runs go out at their own times. */
export function toTimedCadence(
  schedule: Omit<Schedule, "id" | "workspaceId">,
): TimedCadence | null {
  const { campaignId, accountId, cron, timeZone, bestTime } = schedule;
  if (cron === null || bestTime === null) return null;
  return { campaignId, accountId, cron, timeZone, bestTime };
}

/** Where other schedules' posts of the account stand on those days. */
async function listTaken(
  reader: Reader,
  { id, workspaceId, accountId }: Schedule,
  slots: readonly Date[],
): Promise<Date[]> {
  const times = slots.map((slot) => slot.getTime());
  const rows = await reader
    .select({ at: posts.dueAt })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        eq(posts.accountId, accountId),
        or(isNull(posts.scheduleId), ne(posts.scheduleId, id)),
        inArray(posts.status, ["planned", "awaiting_approval", "queued"]),
        gte(posts.dueAt, new Date(Math.min(...times) - DAY_MS)),
        lte(posts.dueAt, new Date(Math.max(...times) + DAY_MS)),
      ),
    );
  return rows.map(({ at }) => at);
}
