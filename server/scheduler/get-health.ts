import type { PulseState } from "@/lib/contracts/operations";
import { findPulse } from "@/server/operations/find-pulse";
import { listOverdue } from "@/server/operations/overdue";
import { shareAnswer, within } from "@/server/operations/share-answer";
import type { Runtime } from "@/server/runtime";

export interface Health {
  ok: boolean;
  database: "ok" | "gone";
  scheduler: PulseState;
  publisher: PulseState;
  lastTickAt: string | null;
  lastPublisherAt: string | null;
  /** Posts of all workspaces that nothing holds back; null: it could not be found out. */
  overdue: number | null;
}

type Parts = Pick<Runtime, "database" | "clock" | "env" | "log">;

const ANSWER_WITHIN_MS = 3000;
const KEPT_MS = 2000;

const gone: Health = {
  ok: false,
  database: "gone",
  scheduler: "stale",
  publisher: "stale",
  lastTickAt: null,
  lastPublisherAt: null,
  overdue: null,
};

/**
 * Fails when the database is gone or hangs, and when no process has ticked or published for too long.
 * It asks as everything else does, through the same pool: a connection of its own would prove nothing.
 */
export async function getHealth(
  runtime: Parts,
  { uptimeMs, withinMs = ANSWER_WITHIN_MS }: { uptimeMs?: number; withinMs?: number } = {},
): Promise<Health> {
  return answer(runtime, withinMs, readHealth(runtime, uptimeMs));
}

const sharedHealth = shareAnswer(KEPT_MS, (runtime: Parts) => readHealth(runtime));

/** For whoever asks from outside, as often as they like. */
export const getSharedHealth = (runtime: Parts): Promise<Health> =>
  answer(runtime, ANSWER_WITHIN_MS, sharedHealth(runtime, performance.now()));

async function answer(runtime: Parts, ms: number, health: Promise<Health>): Promise<Health> {
  try {
    return await within(ms, health);
  } catch (err) {
    runtime.log.error({ err }, "health: the database does not answer");
    return gone;
  }
}

async function readHealth(runtime: Parts, uptimeMs?: number): Promise<Health> {
  const { clock, database } = runtime;
  const { db } = database;
  const { scheduler, publisher, tick, publishers } = await findPulse(runtime, uptimeMs);
  return {
    ok: scheduler !== "stale" && publisher !== "stale",
    database: "ok",
    scheduler,
    publisher,
    lastTickAt: tick?.beatAt.toISOString() ?? null,
    lastPublisherAt: publishers[0]?.beatAt.toISOString() ?? null,
    // Who has just started first works off what came due before.
    overdue: publisher === "starting" ? 0 : (await listOverdue(db, clock.now())).length,
  };
}
