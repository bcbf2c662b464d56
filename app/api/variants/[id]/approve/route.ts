import { VariantView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { ApproveVariant } from "@/lib/contracts/reviews";
import { approveVariant, withdrawApproval } from "@/server/approvals/approve-variant";
import { route } from "@/server/http/route";

export const POST = route({
  scope: "posts:approve",
  params: WithId,
  body: ApproveVariant,
  run: (ctx, { params, body }) => approveVariant(ctx, params.id, body),
  view: VariantView,
});

export const DELETE = route({
  scope: "posts:approve",
  params: WithId,
  run: (ctx, { params }) => withdrawApproval(ctx, params.id),
  view: VariantView,
});
