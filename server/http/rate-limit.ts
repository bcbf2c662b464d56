import { eq, lt, sql } from "drizzle-orm";
import { rateLimits } from "@/server/db/schema/facts";
import { AppError } from "@/server/errors";
import type { Runtime } from "@/server/runtime";

export interface Limit {
  max: number;
  windowMs: number;
}

interface Window {
  startMs: number;
  count: number;
}

const windows = new Map<string, Window>();
const sweepAbove = 10_000;
const longestWindowMs = 24 * 3_600_000;

function refuse(startMs: number, nowMs: number, limit: Limit): never {
  const retryAfterSeconds = Math.max(1, Math.ceil((startMs + limit.windowMs - nowMs) / 1000));
  throw new AppError(
    "too_many",
    `Too many tries. Wait ${retryAfterSeconds} seconds and try again.`,
    { retryAfterSeconds },
  );
}

/** Counts in this process: a brake on runaway clients, cheap enough for every request. */
export function limitRate(key: string, limit: Limit): void {
  const nowMs = Date.now();
  if (windows.size > sweepAbove) {
    for (const [k, w] of windows) if (nowMs - w.startMs > limit.windowMs) windows.delete(k);
  }
  const window = windows.get(key);
  if (!window || nowMs - window.startMs >= limit.windowMs) {
    windows.set(key, { startMs: nowMs, count: 1 });
    return;
  }
  window.count += 1;
  if (window.count > limit.max) refuse(window.startMs, nowMs, limit);
}

/** Refuses before the work where this process has counted as many; counts nothing itself. */
export function assertRateLeft(key: string, limit: Limit): void {
  const window = windows.get(key);
  const nowMs = Date.now();
  if (!window || window.count < limit.max || nowMs - window.startMs >= limit.windowMs) return;
  refuse(window.startMs, nowMs, limit);
}

/** Refuses before the work where the last tries have used the limit up; counts nothing itself. */
export async function assertAttemptsLeft(
  { database, clock }: Pick<Runtime, "database" | "clock">,
  key: string,
  limit: Limit,
): Promise<void> {
  const now = clock.now();
  const [row] = await database.db.select().from(rateLimits).where(eq(rateLimits.key, key));
  if (!row || row.count < limit.max) return;
  const startMs = row.windowStart.getTime();
  if (now.getTime() - startMs < limit.windowMs) refuse(startMs, now.getTime(), limit);
}

/** Counts in the database, for all processes and over restarts: for sign-in and the like. */
export async function limitAttempts(
  { database, clock }: Pick<Runtime, "database" | "clock">,
  key: string,
  limit: Limit,
): Promise<void> {
  const now = clock.now();
  const staleBefore = new Date(now.getTime() - limit.windowMs);
  const [row] = await database.db
    .insert(rateLimits)
    .values({ key, windowStart: now, count: 1 })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${rateLimits.windowStart} < ${staleBefore.toISOString()}::timestamptz then 1 else ${rateLimits.count} + 1 end`,
        windowStart: sql`case when ${rateLimits.windowStart} < ${staleBefore.toISOString()}::timestamptz then ${now.toISOString()}::timestamptz else ${rateLimits.windowStart} end`,
      },
    })
    .returning();
  if (row?.count === 1) await forgetOld(database.db, now);
  if (row && row.count > limit.max) refuse(row.windowStart.getTime(), now.getTime(), limit);
}

/** Strangers choose what is counted, so that no count outlives its use. */
async function forgetOld(db: Runtime["database"]["db"], now: Date): Promise<void> {
  const before = new Date(now.getTime() - longestWindowMs);
  await db.delete(rateLimits).where(lt(rateLimits.windowStart, before));
}
