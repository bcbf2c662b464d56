import { sql } from "drizzle-orm";
import type { RunTrigger } from "@/lib/contracts/learning";
import type { Tx } from "@/server/db/client";
import { evolutionRuns } from "@/server/db/schema/learning";
import type { Runtime } from "@/server/runtime";

interface RunOrder {
  workspaceId: string;
  channelId: string;
  trigger: RunTrigger;
  newPosts: number;
  askedBy?: string;
  now: Date;
}

/** Queues a cycle, or joins the one that waits already. Row and job commit together. */
export async function queueRun(
  tx: Tx,
  runtime: Pick<Runtime, "jobs">,
  { now, ...order }: RunOrder,
): Promise<string> {
  const [row] = await tx
    .insert(evolutionRuns)
    .values({ ...order, createdAt: now })
    .onConflictDoUpdate({
      target: evolutionRuns.channelId,
      targetWhere: sql`status = 'queued'`,
      set: {
        newPosts: sql`${evolutionRuns.newPosts} + ${order.newPosts}`,
        ...(order.askedBy ? { askedBy: order.askedBy, trigger: order.trigger } : {}),
      },
    })
    .returning({ id: evolutionRuns.id });
  if (!row) throw new Error("nothing was inserted");
  const { workspaceId } = order;
  await runtime.jobs.send(tx, "evolve-channel", { workspaceId, runId: row.id });
  return row.id;
}
