import { UpdateWorkspace, WorkspaceView } from "@/lib/contracts/workspace";
import { route } from "@/server/http/route";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";
import { updateWorkspace } from "@/server/workspaces/update-workspace";

export const GET = route({ scope: "workspace:read", run: getWorkspaceView, view: WorkspaceView });

export const PATCH = route({
  scope: "workspace:write",
  body: UpdateWorkspace,
  run: (ctx, { body }) => updateWorkspace(ctx, body),
  view: WorkspaceView,
});
