import { and, eq, like, lt } from "drizzle-orm";
import { heartbeats } from "@/server/db/schema/facts";
import { ownFacts } from "@/server/operations/process-facts";
import { absentAfterMs } from "@/server/posts/skip-missed-runs";
import type { Runtime } from "@/server/runtime";

export const TICK = "tick";
export const PUBLISHER = "publisher:";

const BEAT_EVERY_MS = 10_000;
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Scaled time runs through these waits faster than anybody could beat. */
export const scaled = ({ env }: Pick<Runtime, "env">, ms: number): number =>
  ms * Math.max(1, env.CLOCK_SPEED);

/** The tick of whichever process did it has come to its end. Publishers long gone are forgotten. */
export async function beatTick(runtime: Runtime, counts: object): Promise<void> {
  const now = runtime.clock.now();
  await beat(runtime, TICK, { ...counts, ...ownFacts() });
  const before = new Date(now.getTime() - scaled(runtime, FORGOTTEN_AFTER_MS));
  await runtime.database.db
    .delete(heartbeats)
    .where(and(like(heartbeats.name, `${PUBLISHER}%`), lt(heartbeats.beatAt, before)));
}

/** Nobody has ticked for so long that the publishers first have to work off what came due meanwhile. */
export async function wasAway(runtime: Runtime): Promise<boolean> {
  const [last] = await runtime.database.db
    .select({ at: heartbeats.beatAt })
    .from(heartbeats)
    .where(eq(heartbeats.name, TICK));
  const now = runtime.clock.now().getTime();
  return !last || now - last.at.getTime() > absentAfterMs(runtime);
}

export interface PublisherPulse {
  /** After work on the database is done; written at most every few seconds. */
  beat(busy: boolean): Promise<void>;
}

/** Told by the publishing loop itself, and never by a timer: who hangs falls silent. */
export function createPublisherPulse(runtime: Runtime): PublisherPulse {
  const startedAt = runtime.clock.now().toISOString();
  let lastAt = Number.NEGATIVE_INFINITY;
  return {
    async beat(busy) {
      const now = runtime.clock.now().getTime();
      if (now - lastAt < scaled(runtime, BEAT_EVERY_MS)) return;
      lastAt = now;
      await beat(runtime, `${PUBLISHER}${runtime.bootId}`, { ...ownFacts(), startedAt, busy });
    },
  };
}

async function beat(runtime: Runtime, name: string, detail: object): Promise<void> {
  const beatAt = runtime.clock.now();
  await runtime.database.db
    .insert(heartbeats)
    .values({ name, beatAt, detail })
    .onConflictDoUpdate({ target: heartbeats.name, set: { beatAt, detail } });
}
