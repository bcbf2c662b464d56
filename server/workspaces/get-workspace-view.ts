import type { WorkspaceView } from "@/lib/contracts/workspace";
import type { Ctx } from "@/server/context";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { toWorkspaceView } from "@/server/workspaces/to-workspace-view";

export async function getWorkspaceView(ctx: Ctx): Promise<WorkspaceView> {
  return toWorkspaceView(await getWorkspace(ctx));
}
