import { ExponentialBackoff, noJitterGenerator } from "cockatiel";
import { and, eq, lte, ne, sql } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { providerHealth } from "@/server/db/schema/facts";
import { toProductMs } from "@/server/human-time";
import { tellCircuit } from "@/server/limits/tell-circuit";

/** Whom a circuit protects: one platform in one world. */
export interface Service {
  platform: string;
  sandbox: boolean;
}

export type Circuit = typeof providerHealth.$inferSelect;
type Runtime = Ctx["runtime"];

const FAILURES_TO_OPEN = 5;
/** How long one probe may take before another call is let through. */
const PROBE_MS = 60_000;
const TOLD_EVERY_MS = 60_000;

const backoff = new ExponentialBackoff({
  initialDelay: 60_000,
  maxDelay: 15 * 60_000,
  exponent: 2,
  generator: noJitterGenerator,
});

/** A minute, then twice as long each time, up to a quarter of an hour. */
export function restMs(openings: number): number {
  let step = backoff.next();
  for (let nth = 1; nth < openings; nth++) step = step.next(undefined);
  return step.duration;
}

const isOf = ({ platform, sandbox }: Service) =>
  and(eq(providerHealth.platform, platform), eq(providerHealth.sandbox, sandbox));

export async function findCircuit(reader: Reader, service: Service): Promise<Circuit | null> {
  const [row] = await reader.select().from(providerHealth).where(isOf(service));
  return row ?? null;
}

/** The platform answered with an error of its own, or not at all. Five in a row open its circuit. */
export async function recordTrouble(
  runtime: Runtime,
  service: Service,
  error: string,
): Promise<Circuit | null> {
  const { clock, database } = runtime;
  const now = clock.now();
  const told = { lastErrorAt: now, lastError: error };
  return database.db.transaction(async (tx) => {
    const [row] = await tx
      .insert(providerHealth)
      .values({ ...service, ...told, failures: 1, errorCount: 1 })
      .onConflictDoUpdate({
        target: [providerHealth.platform, providerHealth.sandbox],
        set: {
          ...told,
          failures: sql`${providerHealth.failures} + 1`,
          errorCount: sql`${providerHealth.errorCount} + 1`,
        },
      })
      .returning();
    if (!row) return null;
    const opens =
      row.state === "half_open" || (row.state === "closed" && row.failures >= FAILURES_TO_OPEN);
    if (!opens) return row;
    const openings = row.openings + 1;
    const [opened] = await tx
      .update(providerHealth)
      .set({
        state: "open",
        openings,
        openedAt: row.state === "closed" ? now : row.openedAt,
        nextProbeAt: new Date(now.getTime() + restMs(openings)),
      })
      .where(isOf(service))
      .returning();
    // A probe that failed is the same trouble still.
    if (row.state === "closed") await tellCircuit(tx, runtime, service, "platform.resting");
    return opened ?? row;
  });
}

/**
 * The platform answered. What was let through as a probe closes the circuit; an answer to a call from
 * before shows that it is worth probing at once. Mostly it changes nothing, and then writes nothing.
 */
export async function recordAnswer(runtime: Runtime, service: Service): Promise<void> {
  const { clock, database } = runtime;
  const now = clock.now();
  const { db } = database;
  const circuit = await findCircuit(db, service);
  const isFresh = circuit?.lastOkAt && now.getTime() - circuit.lastOkAt.getTime() < TOLD_EVERY_MS;
  if (circuit?.state === "closed" && circuit.failures === 0 && isFresh) return;
  if (circuit?.state === "half_open") return closeCircuit(runtime, service, now);
  await db
    .insert(providerHealth)
    .values({ ...service, lastOkAt: now })
    .onConflictDoUpdate({
      target: [providerHealth.platform, providerHealth.sandbox],
      set: { ...calm, lastOkAt: now },
      setWhere: eq(providerHealth.state, "closed"),
    });
  if (circuit?.state !== "open") return;
  await db
    .update(providerHealth)
    .set({ nextProbeAt: now, lastOkAt: now })
    .where(and(isOf(service), eq(providerHealth.state, "open")));
}

const calm = { failures: 0, openings: 0, openedAt: null, nextProbeAt: null };

/** Whoever closes it tells of it; others who try at the same moment find it closed. */
async function closeCircuit(runtime: Runtime, service: Service, now: Date): Promise<void> {
  await runtime.database.db.transaction(async (tx) => {
    const [closed] = await tx
      .update(providerHealth)
      .set({ ...calm, state: "closed", lastOkAt: now })
      .where(and(isOf(service), eq(providerHealth.state, "half_open")))
      .returning({ platform: providerHealth.platform });
    if (closed) await tellCircuit(tx, runtime, service, "platform.answering");
  });
}

/** When the call that is let through now would be given up for lost. */
export const probeEnd = ({ clock }: Pick<Runtime, "clock">): Date =>
  new Date(clock.now().getTime() + toProductMs(clock, PROBE_MS));

/** Null: call it. A date: leave it alone until then. Whoever is let through by an open circuit is its probe. */
export async function enterCircuit(
  runtime: Pick<Runtime, "clock" | "database">,
  service: Service,
): Promise<Date | null> {
  const { db } = runtime.database;
  const circuit = await findCircuit(db, service);
  if (!circuit || circuit.state === "closed") return null;
  const now = runtime.clock.now();
  const end = probeEnd(runtime);
  const [probing] = await db
    .update(providerHealth)
    .set({ state: "half_open", nextProbeAt: end })
    .where(
      and(isOf(service), ne(providerHealth.state, "closed"), lte(providerHealth.nextProbeAt, now)),
    )
    .returning();
  if (probing) return null;
  const next = circuit.nextProbeAt ?? end;
  return next > now ? next : end;
}
