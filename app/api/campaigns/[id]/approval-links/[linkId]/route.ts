import { WithLinkId } from "@/lib/contracts/approvals";
import { revokeApprovalLink } from "@/server/approvals/revoke-approval-link";
import { route } from "@/server/http/route";

export const DELETE = route({
  scope: "campaigns:write",
  params: WithLinkId,
  run: (ctx, { params }) => revokeApprovalLink(ctx, params),
});
