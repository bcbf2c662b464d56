import type { ApprovalState } from "@/lib/contracts/approvals";
import type { VariantView } from "@/lib/contracts/campaigns";

/** Where a variant stands with its reviewers, by the verdict on exactly what it says now. */
export function approvalState({
  approved,
  review,
}: Pick<VariantView, "approved" | "review">): ApprovalState {
  if (approved) return "approved";
  const verdict = review?.verdict;
  return verdict === "rejected" || verdict === "changes_requested" ? verdict : "waiting";
}
