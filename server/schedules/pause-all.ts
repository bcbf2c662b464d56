import { and, eq, ne } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { workspaces } from "@/server/db/schema/workspaces";
import { emit } from "@/server/events/emit";

/** Holds everything of the workspace, or lets it go on. Schedules keep their own pause. */
export async function pauseAll(ctx: Ctx, paused: boolean): Promise<{ paused: boolean }> {
  await ctx.db.transaction(async (tx) => {
    const changed = await tx
      .update(workspaces)
      .set({ allPaused: paused, updatedAt: ctx.now() })
      .where(and(eq(workspaces.id, ctx.workspaceId), ne(workspaces.allPaused, paused)))
      .returning({ name: workspaces.name });
    if (changed.length === 0) return;
    await recordAudit(tx, ctx, {
      action: paused ? "workspace.paused" : "workspace.resumed",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      subjectName: changed[0]?.name ?? null,
      before: { allPaused: !paused },
      after: { allPaused: paused },
    });
    await emit(tx, ctx.workspaceId, [{ name: "workspace.changed", data: { allPaused: paused } }]);
  });
  return { paused };
}
