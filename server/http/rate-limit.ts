import { sql } from "drizzle-orm";
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

/** Counts in the database, for all processes and over restarts: for sign-in and the like. */
export async function limitAttempts(
  runtime: Pick<Runtime, "database" | "clock">,
  key: string,
  limit: Limit,
): Promise<void> {
  const now = runtime.clock.now();
  const staleBefore = new Date(now.getTime() - limit.windowMs);
  const [row] = await runtime.database.db
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
  if (row && row.count > limit.max) refuse(row.windowStart.getTime(), now.getTime(), limit);
}
