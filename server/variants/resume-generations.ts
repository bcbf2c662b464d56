import { and, inArray, lt } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { generations } from "@/server/db/schema/campaigns";
import { leaseProductMs } from "@/server/variants/generation-lease";

/**
 * Orders again what a process that died was writing. At the start of the only process on an embedded
 * database everything unfinished is abandoned; elsewhere only what did not move for a lease.
 */
export async function resumeGenerations(runtime: Ctx["runtime"]): Promise<number> {
  const now = runtime.clock.now();
  const alone = runtime.database.kind === "pglite";
  const before = new Date(now.getTime() - leaseProductMs(runtime));
  return runtime.database.db.transaction(async (tx) => {
    const rows = await tx
      .update(generations)
      .set({ status: "queued", updatedAt: now })
      .where(
        and(
          inArray(generations.status, ["writing", "checking"]),
          alone ? undefined : lt(generations.updatedAt, before),
        ),
      )
      .returning({ id: generations.id, workspaceId: generations.workspaceId });
    for (const row of rows) {
      await runtime.jobs.send(tx, "generate-variants", {
        workspaceId: row.workspaceId,
        generationId: row.id,
      });
    }
    return rows.length;
  });
}
