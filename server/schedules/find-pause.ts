import { and, desc, eq } from "drizzle-orm";
import type { PauseView, WorkspacePause } from "@/lib/contracts/schedules";
import type { Ctx } from "@/server/context";
import { auditLog } from "@/server/db/schema/facts";
import { getWorkspace } from "@/server/workspaces/get-workspace";

/** Who holds everything, and since when; null while things go out. */
export async function findPause(ctx: Ctx): Promise<PauseView | null> {
  const { allPaused, pausedAt, pausedBy, updatedAt } = await getWorkspace(ctx);
  if (!allPaused) return null;
  if (pausedAt) return { by: pausedBy ?? "Somebody", at: pausedAt.toISOString() };
  // Paused before the workspace kept it.
  const [entry] = await ctx.db
    .select({ by: auditLog.actorName, at: auditLog.at })
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, ctx.workspaceId), eq(auditLog.action, "workspace.paused")))
    .orderBy(desc(auditLog.at))
    .limit(1);
  const { by, at } = entry ?? { by: "Somebody", at: updatedAt };
  return { by, at: at.toISOString() };
}

export async function findWorkspacePause(ctx: Ctx): Promise<WorkspacePause> {
  return { pause: await findPause(ctx) };
}
