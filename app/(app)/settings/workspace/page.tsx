import type { Metadata } from "next";
import { WorkspaceSettings } from "@/components/settings/workspace-settings";
import { getPageContext } from "@/server/http/page-context";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";

export const metadata: Metadata = { title: "Workspace settings" };

export default async function WorkspacePage() {
  const ctx = await getPageContext();
  return (
    <WorkspaceSettings
      initial={await getWorkspaceView(ctx)}
      canChange={ctx.actor.scopes.has("workspace:write")}
      canTestAi={ctx.actor.scopes.has("campaigns:write")}
    />
  );
}
