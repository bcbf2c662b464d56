import { eq } from "drizzle-orm";
import { heartbeats } from "@/server/db/schema/facts";
import type { Runtime } from "@/server/runtime";

export interface Health {
  ok: boolean;
  database: "ok" | "gone";
  scheduler: "ok" | "off" | "starting" | "stale";
  lastTickAt: string | null;
}

const staleAfterMs = 3 * 60_000;
const bootedAt = Date.now();
const graceMs = 2 * 60_000;

/** Fails when the database is gone or no process has ticked for three minutes. */
export async function getHealth(
  runtime: Pick<Runtime, "database" | "clock" | "env" | "log">,
): Promise<Health> {
  try {
    const [beat] = await runtime.database.db
      .select()
      .from(heartbeats)
      .where(eq(heartbeats.name, "tick"));
    const scheduler = schedulerState(runtime, beat?.beatAt ?? null);
    return {
      ok: scheduler !== "stale",
      database: "ok",
      scheduler,
      lastTickAt: beat?.beatAt.toISOString() ?? null,
    };
  } catch (error) {
    runtime.log.error({ err: error }, "health: the database does not answer");
    return { ok: false, database: "gone", scheduler: "stale", lastTickAt: null };
  }
}

function schedulerState(
  runtime: Pick<Runtime, "clock" | "env">,
  beatAt: Date | null,
): Health["scheduler"] {
  if (runtime.env.SCHEDULER === "off") return "off";
  const now = runtime.clock.now().getTime();
  if (beatAt && now - beatAt.getTime() <= staleAfterMs * Math.max(1, runtime.env.CLOCK_SPEED))
    return "ok";
  return Date.now() - bootedAt < graceMs ? "starting" : "stale";
}
