import { and, eq, exists, inArray, isNull, lt, lte, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Tx } from "@/server/db/client";
import { evolutionRuns, learningChannels } from "@/server/db/schema/learning";
import type { Runtime } from "@/server/runtime";

const PATIENCE_MS = 120_000;
const RETRY_AFTER_MS = 600_000;
const MOST_TRIES = 3;
const MOST = 200;

/**
 * Rings again for runs whose bell nobody heard, whose process died, or that failed a while ago.
 * The lease of the channel keeps a run that goes on from being run twice.
 */
export async function ringRuns(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    await retryFailed(tx, new Date(now.getTime() - RETRY_AFTER_MS));
    const free = tx
      .select({ id: learningChannels.id })
      .from(learningChannels)
      .where(
        and(
          eq(learningChannels.id, evolutionRuns.channelId),
          or(isNull(learningChannels.leaseUntil), lte(learningChannels.leaseUntil, now)),
        ),
      );
    const waiting = await tx
      .select({ runId: evolutionRuns.id, workspaceId: evolutionRuns.workspaceId })
      .from(evolutionRuns)
      .where(
        and(
          inArray(evolutionRuns.status, ["queued", "running"]),
          lte(evolutionRuns.createdAt, new Date(now.getTime() - PATIENCE_MS)),
          exists(free),
        ),
      )
      .limit(MOST);
    for (const payload of waiting) await runtime.jobs.send(tx, "evolve-channel", payload);
    return waiting.length;
  });
}

/** The latest run of a channel, where it failed and nothing came after it or waits. */
async function retryFailed(tx: Tx, before: Date): Promise<void> {
  const other = alias(evolutionRuns, "other");
  const after = tx
    .select({ id: other.id })
    .from(other)
    .where(
      and(
        eq(other.channelId, evolutionRuns.channelId),
        or(sql`${other.id} > ${evolutionRuns.id}`, inArray(other.status, ["queued", "running"])),
      ),
    );
  const failed = await tx
    .select({ id: evolutionRuns.id })
    .from(evolutionRuns)
    .innerJoin(learningChannels, eq(learningChannels.id, evolutionRuns.channelId))
    .where(
      and(
        eq(evolutionRuns.status, "failed"),
        lt(evolutionRuns.attempt, MOST_TRIES),
        lte(evolutionRuns.finishedAt, before),
        notExists(after),
      ),
    )
    .limit(MOST)
    .for("update", { of: learningChannels, skipLocked: true });
  if (failed.length === 0) return;
  const ids = failed.map(({ id }) => id);
  await tx
    .update(evolutionRuns)
    .set({ status: "queued" })
    .where(and(eq(evolutionRuns.status, "failed"), inArray(evolutionRuns.id, ids)));
}
