import { and, asc, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { pairSlots } from "@/lib/domain/pair-slots";
import { COMMANDS } from "@/lib/domain/post-status";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { nextRuns } from "@/lib/domain/slots";
import type { Tx } from "@/server/db/client";
import { posts, schedules } from "@/server/db/schema/posts";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";
import { insertPosts, MAX_PLANNED } from "./plan-slots";
import { timeSlots } from "./time-slots";

type Schedule = typeof schedules.$inferSelect;
type Slot = Pick<typeof posts.$inferSelect, "id" | "slotAt">;

interface Plan {
  schedule: Schedule;
  platform: string;
  settings: WorkspaceSettings;
  now: Date;
}

export interface Realigned {
  moved: number;
  dropped: number;
  added: number;
}

const DAY_MS = 86_400_000;
const UNSTARTED = COMMANDS.skip.from;

/**
 * Puts the slots ahead of a cadence where its zone's rules have them now. A slot that was tried, or
 * that a person changed, stays where it is and keeps its place in the cadence.
 */
export async function realignSlots(tx: Tx, plan: Plan): Promise<Realigned> {
  const { schedule, now } = plan;
  const until = schedule.plannedUntil;
  if (schedule.cron === null || until === null) return { moved: 0, dropped: 0, added: 0 };
  const placed = await listPlaced(tx, schedule, now, until);
  // A day more than is planned: the last slot may belong just behind the end.
  const runs = nextRuns({ ...schedule, after: now, count: MAX_PLANNED + 1 }).filter(
    (run) => run.getTime() <= until.getTime() + DAY_MS,
  );
  const { moves, lost, missing } = pairSlots(placed, runs);
  const result = { moved: 0, dropped: 0, added: 0 };
  for (const { slot, to } of moves) {
    if (await moveSlot(tx, plan, slot, to)) result.moved++;
    else result.dropped += await dropSlots(tx, [slot]);
  }
  result.dropped += await dropSlots(tx, lost);
  const added = missing.filter((run) => run <= until);
  if (added.length > 0) result.added = await insertPosts(tx, plan, added);
  const nextRunAt = runs[0] ?? nextRuns({ ...schedule, after: now, count: 1 })[0] ?? null;
  await tx.update(schedules).set({ nextRunAt }).where(eq(schedules.id, schedule.id));
  return result;
}

function listPlaced(tx: Tx, schedule: Schedule, now: Date, until: Date): Promise<Slot[]> {
  return tx
    .select({ id: posts.id, slotAt: posts.slotAt })
    .from(posts)
    .where(and(eq(posts.scheduleId, schedule.id), gt(posts.slotAt, now), lte(posts.slotAt, until)))
    .orderBy(asc(posts.slotAt));
}

/** At the slot's own time, or at the one that was picked for it. */
export const isAsPlanned = () =>
  or(eq(posts.dueAt, posts.slotAt), sql`${posts.dueAt} = (${posts.timing} ->> 'at')::timestamptz`);

/** Never tried, never changed by hand: nobody outside has heard of its key yet. */
export const isUntouched = () =>
  and(
    inArray(posts.status, UNSTARTED),
    isNull(posts.overriddenAt),
    eq(posts.attempt, 0),
    isAsPlanned(),
    sql`not exists (select 1 from post_attempts a where a.post_id = ${posts.id})`,
  );

/** False: it may not be moved, or another post of campaign and account has that slot. */
async function moveSlot(
  tx: Tx,
  { schedule, settings: { minGapMinutes }, now }: Plan,
  { id }: Slot,
  to: Date,
): Promise<boolean> {
  const key = idempotencyKey(schedule.campaignId, schedule.accountId, to);
  const [timed] = await timeSlots(tx, schedule, [to], { after: now, minGapMinutes });
  const { dueAt, timing } = timed ?? { dueAt: to, timing: null };
  const at = sql`${dueAt.toISOString()}::timestamptz`;
  const moved = await tx
    .update(posts)
    .set({
      ...{ slotAt: to, dueAt, timing, nextAt: dueAt, idempotencyKey: key, updatedAt: now },
      deadlineAt: sql`${posts.deadlineAt} + (${at} - ${posts.dueAt})`,
    })
    .where(
      and(
        eq(posts.id, id),
        isUntouched(),
        sql`not exists (select 1 from posts o where o.idempotency_key = ${key})`,
      ),
    )
    .returning({ id: posts.id });
  return moved.length > 0;
}

async function dropSlots(tx: Tx, slots: readonly Slot[]): Promise<number> {
  if (slots.length === 0) return 0;
  const ids = slots.map(({ id }) => id);
  const gone = await tx
    .delete(posts)
    .where(and(inArray(posts.id, ids), isUntouched()))
    .returning({ id: posts.id });
  return gone.length;
}
