import { LinkedApproval, WithLinkToken } from "@/lib/contracts/approvals";
import { readLinkedApproval } from "@/server/approvals/read-linked-approval";
import { linkRoute } from "@/server/http/link-route";

export const GET = linkRoute({
  limit: { key: "approval-link", max: 600, windowMs: 15 * 60_000 },
  params: WithLinkToken,
  run: (runtime, { params }) => readLinkedApproval(runtime, params.token),
  view: LinkedApproval,
});
