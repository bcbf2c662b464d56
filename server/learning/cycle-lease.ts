import { and, eq, ne } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { evolutionRuns, learningChannels } from "@/server/db/schema/learning";
import { lockChannel } from "@/server/learning/read-channel";
import type { ChannelRow } from "@/server/variants/read-population";

export type RunRow = typeof evolutionRuns.$inferSelect;

const slackMs = 60_000;

/** Product time after which a cycle that did not end has lost its process. */
function leaseProductMs({ clock, env }: Ctx["runtime"], calls: number): number {
  return (env.AI_TIMEOUT_MS * calls + slackMs) / clock.toRealMs(1);
}

/** Takes the channel for this run; null when the run is over, or the channel is somebody else's now. */
export async function claimRun(
  ctx: Ctx,
  runId: string,
  calls: number,
): Promise<{ run: RunRow; channel: ChannelRow } | null> {
  return ctx.db.transaction(async (tx) => {
    const found = await findRun(tx, ctx.workspaceId, runId);
    if (!found) return null;
    const channel = await lockChannel(tx, ctx.workspaceId, found.channelId);
    const now = ctx.now();
    const isFree = channel.leaseUntil === null || channel.leaseUntil <= now;
    const run = await findRun(tx, ctx.workspaceId, runId);
    if (!isFree || !run || (run.status !== "queued" && run.status !== "running")) return null;
    const leaseUntil = new Date(now.getTime() + leaseProductMs(ctx.runtime, calls));
    await tx
      .update(learningChannels)
      .set({ runId, leaseUntil, updatedAt: now })
      .where(eq(learningChannels.id, channel.id));
    const [claimed] = await tx
      .update(evolutionRuns)
      .set({ status: "running", attempt: run.attempt + 1, startedAt: now, error: null })
      .where(eq(evolutionRuns.id, runId))
      .returning();
    return claimed ? { run: claimed, channel: { ...channel, runId, leaseUntil } } : null;
  });
}

async function findRun(tx: Tx, workspaceId: string, id: string): Promise<RunRow | null> {
  const [run] = await tx
    .select()
    .from(evolutionRuns)
    .where(and(eq(evolutionRuns.id, id), eq(evolutionRuns.workspaceId, workspaceId)));
  return run ?? null;
}

/** The channel is locked. Whether this try of the run still has it. */
export async function isStillOurs(tx: Tx, channel: ChannelRow, run: RunRow): Promise<boolean> {
  if (channel.runId !== run.id) return false;
  const now = await findRun(tx, run.workspaceId, run.id);
  return now?.status === "running" && now.attempt === run.attempt;
}

export const released = { runId: null, leaseUntil: null } as const;

/** The channel is locked. A run that lost it waits again, or joins the one that waits already. */
export async function requeue(tx: Tx, ctx: Ctx, run: RunRow): Promise<void> {
  const [waiting] = await tx
    .select({ id: evolutionRuns.id })
    .from(evolutionRuns)
    .where(
      and(
        eq(evolutionRuns.channelId, run.channelId),
        eq(evolutionRuns.status, "queued"),
        ne(evolutionRuns.id, run.id),
      ),
    );
  const isOurs = and(
    eq(evolutionRuns.id, run.id),
    eq(evolutionRuns.status, "running"),
    eq(evolutionRuns.attempt, run.attempt),
  );
  if (waiting) {
    const left = "Somebody decided meanwhile, so it was left to the run after this one.";
    await tx
      .update(evolutionRuns)
      .set({ status: "completed", waiting: left, finishedAt: ctx.now() })
      .where(isOurs);
    return;
  }
  const back = await tx.update(evolutionRuns).set({ status: "queued" }).where(isOurs).returning();
  if (back.length === 0) return;
  const { workspaceId } = ctx;
  await ctx.runtime.jobs.send(tx, "evolve-channel", { workspaceId, runId: run.id });
}
