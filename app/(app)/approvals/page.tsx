import type { Metadata } from "next";
import { ApprovalsPage } from "@/components/approvals/approvals-page";
import { getPageContext } from "@/server/http/page-context";
import { getWorkspace } from "@/server/workspaces/get-workspace";

export const metadata: Metadata = { title: "Approvals" };

export default async function Page() {
  const ctx = await getPageContext();
  const workspace = await getWorkspace(ctx);
  return (
    <ApprovalsPage
      workspaceName={workspace.name}
      canApprove={ctx.actor.scopes.has("posts:approve")}
      canWrite={ctx.actor.scopes.has("campaigns:write")}
    />
  );
}
