import { eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { workspaces } from "@/server/db/schema/workspaces";
import { notFound } from "@/server/errors";

export type Workspace = typeof workspaces.$inferSelect;

export async function getWorkspace(ctx: Ctx, reader: Reader = ctx.db): Promise<Workspace> {
  const [workspace] = await reader
    .select()
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  if (!workspace) throw notFound("workspace");
  return workspace;
}
