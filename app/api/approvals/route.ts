import {
  ApprovalPage,
  ApprovalQuery,
  ReviewAnswer,
  ReviewVariants,
} from "@/lib/contracts/approvals";
import { listApprovals } from "@/server/approvals/list-approvals";
import { reviewVariants } from "@/server/approvals/review-variants";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "campaigns:read",
  query: ApprovalQuery,
  run: (ctx, { query }) => listApprovals(ctx, query),
  view: ApprovalPage,
});

/** One verdict on many variants; each is answered for itself. */
export const POST = route({
  scope: "posts:approve",
  body: ReviewVariants,
  run: (ctx, { body }) => reviewVariants(ctx, body),
  view: ReviewAnswer,
});
