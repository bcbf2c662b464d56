import { eq } from "drizzle-orm";
import type { CameDue } from "@/lib/contracts/pauses";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { workspaces } from "@/server/db/schema/workspaces";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { toPauseMark } from "@/server/pauses/pause-mark";
import { settlePause } from "@/server/pauses/settle-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";

/** Holds everything of the workspace, or lets it go on. What is paused by itself stays paused. */
export async function pauseAll(
  ctx: Ctx,
  paused: boolean,
  cameDue?: CameDue,
): Promise<{ paused: boolean }> {
  await ctx.db.transaction(async (tx) => {
    await awaitClaims(tx);
    const before = await getWorkspace(ctx, tx);
    if (before.allPaused === paused) return;
    const now = ctx.now();
    // Before the workspace's own row: whoever changes a post takes the two in this order.
    const target = { level: "workspace" as const, id: ctx.workspaceId };
    const settled = paused ? [] : await settlePause(tx, ctx, target, before, cameDue);
    await tx
      .update(workspaces)
      .set({ allPaused: paused, ...toPauseMark(ctx, paused), updatedAt: now })
      .where(eq(workspaces.id, ctx.workspaceId));
    await recordAudit(tx, ctx, {
      action: paused ? "workspace.paused" : "workspace.resumed",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      subjectName: before.name,
      before: { allPaused: !paused },
      after: { allPaused: paused },
    });
    await emit(tx, ctx.workspaceId, [
      ...settled,
      { name: "workspace.changed", data: { allPaused: paused } },
    ]);
  });
  return { paused };
}
