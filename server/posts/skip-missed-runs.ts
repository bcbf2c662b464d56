import { and, eq, max, sql } from "drizzle-orm";
import { COMMANDS } from "@/lib/domain/post-status";
import { MISSED_LOCK } from "@/server/db/advisory-locks";
import { heartbeats } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "./claimed-post";
import { tellEnded } from "./tell-ended";

const MINUTE_MS = 60_000;
const ABSENT_AFTER_MS = 5 * MINUTE_MS;
const DRIVEN_ABSENT_AFTER_MS = 60 * MINUTE_MS;
const ABSENT_AFTER_REAL_MS = 30_000;

const NOT_LATE =
  "Skipped: Bandwagon was not running at its time, and its schedule posts nothing late.";
const NOT_LAST =
  "Skipped: Bandwagon was not running at its time. Of the runs that its schedule missed, only the last may go out late.";

/**
 * After a time in which no process ran: of each schedule's missed runs at most the last stays, to go
 * out late before its deadline, and none where the schedule says so. Returns how many were skipped.
 */
export async function skipMissedRuns(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  const since = await absentSince(runtime, now);
  if (since === null) return 0;
  const at = now.toISOString();
  const skipped = await runtime.database.db.transaction(async (tx) => {
    // Two that sort at once would lock the same rows in different orders.
    await tx.execute(sql`select pg_advisory_xact_lock(${MISSED_LOCK})`);
    const missed = sql`(
      select p.id, s.missed_policy as policy,
        row_number() over (partition by p.schedule_id order by p.due_at desc, p.id desc) as place
      from posts p join schedules s on s.id = p.schedule_id
      where p.status = 'queued' and p.due_at <= ${at}::timestamptz
        and p.next_at > ${since.toISOString()}::timestamptz and p.next_at <= ${at}::timestamptz)`;
    const ended = await tx
      .update(posts)
      .set({
        status: COMMANDS.skip.to,
        problemCode: "missed",
        problem: sql`case (select s.missed_policy from schedules s where s.id = ${posts.scheduleId})
          when 'skip' then ${NOT_LATE} else ${NOT_LAST} end`,
        updatedAt: now,
      })
      .where(
        and(
          eq(posts.status, "queued"),
          sql`${posts.id} in (
            select m.id from ${missed} m where m.policy = 'skip' or m.place > 1)`,
        ),
      )
      .returning();
    await tellEnded(tx, runtime, ended);
    return ended.length;
  });
  runtime.log.warn({ since, skipped }, "nothing ran for a while; missed runs were sorted out");
  return skipped;
}

/** Since when nobody ticked, if that is long enough to have missed something; null otherwise. */
async function absentSince(runtime: Runtime, now: Date): Promise<Date | null> {
  const [beat] = await runtime.database.db
    .select({ at: max(heartbeats.beatAt) })
    .from(heartbeats)
    .where(eq(heartbeats.name, "tick"));
  if (!beat?.at || now.getTime() - beat.at.getTime() <= absentAfterMs(runtime)) return null;
  // Whoever ticked last may have stopped before the posts of that minute were claimed.
  return new Date(beat.at.getTime() - MINUTE_MS);
}

/**
 * Product time that may pass between two ticks before something counts as missed: more of it where
 * time is scaled, or where somebody else's clockwork ticks, in a rhythm of its own.
 */
export function absentAfterMs({ env }: Runtime): number {
  const rhythmMs = env.SCHEDULER === "off" ? DRIVEN_ABSENT_AFTER_MS : ABSENT_AFTER_MS;
  return Math.max(rhythmMs, ABSENT_AFTER_REAL_MS * env.CLOCK_SPEED);
}
