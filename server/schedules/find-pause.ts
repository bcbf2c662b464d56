import { and, desc, eq } from "drizzle-orm";
import type { PauseView } from "@/lib/contracts/schedules";
import type { Ctx } from "@/server/context";
import { auditLog } from "@/server/db/schema/facts";
import { getWorkspace } from "@/server/workspaces/get-workspace";

/** Who holds everything, and since when; null while things go out. */
export async function findPause(ctx: Ctx): Promise<PauseView | null> {
  const workspace = await getWorkspace(ctx);
  if (!workspace.allPaused) return null;
  const [entry] = await ctx.db
    .select({ by: auditLog.actorName, at: auditLog.at })
    .from(auditLog)
    .where(and(eq(auditLog.workspaceId, ctx.workspaceId), eq(auditLog.action, "workspace.paused")))
    .orderBy(desc(auditLog.at))
    .limit(1);
  const { by, at } = entry ?? { by: "Somebody", at: workspace.updatedAt };
  return { by, at: at.toISOString() };
}
