import { VariantsPage } from "@/components/variants/variants-page";
import { getPageContext } from "@/server/http/page-context";
import { getWorkspace } from "@/server/workspaces/get-workspace";

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await getPageContext();
  const workspace = await getWorkspace(ctx);
  return (
    <VariantsPage
      campaignId={(await params).id}
      workspaceName={workspace.name}
      canWrite={ctx.actor.scopes.has("campaigns:write")}
      canApprove={ctx.actor.scopes.has("posts:approve")}
    />
  );
}
