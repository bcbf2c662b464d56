import type { VariantView } from "@/lib/contracts/campaigns";
import type { ApproveVariant } from "@/lib/contracts/reviews";
import type { Ctx } from "@/server/context";
import { getVariant } from "@/server/variants/get-variant";
import { reviewVariant } from "./review-variant";

/** Lets exactly this content be posted; any later edit loses the approval. */
export async function approveVariant(
  ctx: Ctx,
  id: string,
  { updatedAt }: ApproveVariant = {},
): Promise<VariantView> {
  await reviewVariant(ctx, id, { verdict: "approved", comment: null, updatedAt });
  return getVariant(ctx, id);
}

/** Takes the last verdict back. What went out, or is on its way already, stays. */
export async function withdrawApproval(ctx: Ctx, id: string): Promise<VariantView> {
  await reviewVariant(ctx, id, { verdict: "withdrawn", comment: null });
  return getVariant(ctx, id);
}
