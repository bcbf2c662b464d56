import type { Ctx } from "@/server/context";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";
import { viewerZone } from "@/server/workspaces/viewer-zone";

/** The zone that whoever asks reads times in, and the workspace's. */
export async function getZones(ctx: Ctx): Promise<{ zone: string; workspaceZone: string }> {
  const [zone, { timeZone: workspaceZone }] = await Promise.all([
    viewerZone(ctx),
    getWorkspaceView(ctx),
  ]);
  return { zone, workspaceZone };
}
