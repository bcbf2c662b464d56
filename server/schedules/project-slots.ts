import { and, eq, isNotNull, isNull, ne } from "drizzle-orm";
import type { PostTiming } from "@/lib/contracts/best-times";
import type { WeekModel } from "@/lib/domain/best-time/pick-time";
import { type TimedCadence, timeRuns } from "@/lib/domain/best-time/time-runs";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { schedules } from "@/server/db/schema/posts";
import { readWeekModels, weekKey } from "./read-week-models";
import { toTimedCadence } from "./time-slots";

export interface ProjectedSlot {
  /** `<schedule>_<epoch ms>`: what an override names until the slot has a row. */
  id: string;
  slotAt: Date;
  /** When it goes out: with best times another time of its day. */
  at: Date;
  timing: PostTiming | null;
  schedule: typeof schedules.$inferSelect;
  campaign: typeof campaigns.$inferSelect;
  account: typeof socialAccounts.$inferSelect;
}

const MAX_SLOTS = 500;
const DAY_MS = 86_400_000;

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
  const models = await readWeekModels(
    reader,
    ctx.workspaceId,
    rows.flatMap(({ schedule, campaign }) =>
      schedule.bestTime ? [{ ...schedule, objective: campaign.objective }] : [],
    ),
  );
  return rows.flatMap((row) => {
    const cadence = toTimedCadence(row.schedule);
    // A time that is picked stays within its slot's day.
    const marginMs = cadence ? DAY_MS : 0;
    const planned = row.schedule.plannedUntil ?? ctx.now();
    const before = new Date(range.from.getTime() - marginMs - 1);
    const after = planned > before ? planned : before;
    const until = new Date(range.to.getTime() + marginMs);
    if (after >= until) return [];
    const slots = nextRuns({ ...row.schedule, after, count: MAX_SLOTS }).filter(
      (slot) => slot <= until,
    );
    const model = models.get(weekKey(row.account.id, row.campaign.objective)) ?? null;
    return toTimed(cadence, slots, { model, after: ctx.now() })
      .filter(({ at }) => at >= range.from && at <= range.to)
      .map((timed) => ({ id: `${row.schedule.id}_${timed.slotAt.getTime()}`, ...timed, ...row }));
  });
}

type Timed = Pick<ProjectedSlot, "slotAt" | "at" | "timing">;

function toTimed(
  cadence: TimedCadence | null,
  slots: readonly Date[],
  known: { model: WeekModel | null; after: Date },
): Timed[] {
  if (!cadence) return slots.map((slot) => ({ slotAt: slot, at: slot, timing: null }));
  // So far ahead nobody keeps a distance yet.
  const runs = timeRuns(cadence, slots, { ...known, taken: [], gapMs: 0 });
  return runs.map(({ slot, at, kind, estimate }) => ({
    ...{ slotAt: slot, at },
    timing: { kind, at: at.toISOString(), estimate },
  }));
}
