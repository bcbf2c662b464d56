import {
  ApprovalLinkCreated,
  ApprovalLinkList,
  CreateApprovalLink,
} from "@/lib/contracts/approvals";
import { WithId } from "@/lib/contracts/common";
import { createApprovalLink } from "@/server/approvals/create-approval-link";
import { listApprovalLinks } from "@/server/approvals/list-approval-links";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "posts:approve",
  params: WithId,
  run: (ctx, { params }) => listApprovalLinks(ctx, params.id),
  view: ApprovalLinkList,
});

/** For who may both edit the campaign and approve: the verb asks for the second. */
export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  body: CreateApprovalLink,
  run: (ctx, { params, body }) => createApprovalLink(ctx, params.id, body),
  view: ApprovalLinkCreated,
  status: 201,
});
