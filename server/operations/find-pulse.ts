import { eq, like, or } from "drizzle-orm";
import type { PulseState } from "@/lib/contracts/operations";
import { heartbeats } from "@/server/db/schema/facts";
import { PUBLISHER, scaled, TICK } from "@/server/operations/heartbeat";
import type { Runtime } from "@/server/runtime";

export type Beat = typeof heartbeats.$inferSelect;

export interface Pulse {
  scheduler: PulseState;
  publisher: PulseState;
  tick: Beat | null;
  /** The one that beat last comes first. */
  publishers: Beat[];
}

const TICK_LATE_MS = 3 * 60_000;
const PUBLISHER_LATE_MS = 60_000;
const GRACE_MS = 2 * 60_000;

/**
 * Whether anybody ticks and publishes. A process that does neither itself (SCHEDULER=off) judges the
 * others by what they left; where nobody ever published by loop, somebody outside drives the tick.
 */
export async function findPulse(
  runtime: Pick<Runtime, "database" | "clock" | "env">,
  uptimeMs = process.uptime() * 1000,
): Promise<Pulse> {
  const rows = await runtime.database.db
    .select()
    .from(heartbeats)
    .where(or(eq(heartbeats.name, TICK), like(heartbeats.name, `${PUBLISHER}%`)));
  const tick = rows.find(({ name }) => name === TICK) ?? null;
  const publishers = rows
    .filter((row) => row !== tick)
    .sort((a, b) => b.beatAt.getTime() - a.beatAt.getTime());
  const isOnlooker = runtime.env.SCHEDULER === "off";
  if (isOnlooker && publishers.length === 0)
    return { scheduler: "off", publisher: "off", tick, publishers };
  const judge = (beat: Beat | null | undefined, lateMs: number): PulseState => {
    if (beat && isFresh(runtime, beat, lateMs)) return "ok";
    return uptimeMs < GRACE_MS && !isOnlooker ? "starting" : "stale";
  };
  return {
    scheduler: judge(tick, TICK_LATE_MS),
    publisher: judge(publishers[0], PUBLISHER_LATE_MS),
    tick,
    publishers,
  };
}

type Clocked = Pick<Runtime, "clock" | "env">;

const isFresh = (runtime: Clocked, { beatAt }: Beat, lateMs: number): boolean =>
  runtime.clock.now().getTime() - beatAt.getTime() <= scaled(runtime, lateMs);

/** Of one process: it has not been silent for too long. */
export const isPublisherFresh = (runtime: Clocked, beat: Beat): boolean =>
  isFresh(runtime, beat, PUBLISHER_LATE_MS);
