import { StampIcon } from "@phosphor-icons/react/ssr";
import { SaidBefore } from "@/components/previews/said-before";
import type { VariantView } from "@/lib/contracts/campaigns";

type ReviewNoticeProps = {
  variant: VariantView;
  approvalRequired: boolean;
  /** Something that would be lost was typed. */
  isEdited: boolean;
};

/** Says what the edit does to the approval before it is saved, and what the reviewer wants changed. */
export function ReviewNotice({ variant, approvalRequired, isEdited }: ReviewNoticeProps) {
  const isAsked = !variant.approved && (variant.review?.comment ?? variant.lastReview?.comment);
  if (isAsked) {
    return (
      <div style={{ marginBottom: 18 }}>
        <SaidBefore variant={variant} />
      </div>
    );
  }
  if (!variant.approved || !approvalRequired) return null;
  return (
    <div
      className={isEdited ? "rv-note warn" : "rv-note"}
      role="status"
      style={{ marginBottom: 18 }}
    >
      <StampIcon className="i" weight="fill" aria-hidden="true" />
      <span className="grow">
        {isEdited
          ? "Approval is voided by your edit. Once saved, it is not posted before somebody approves it again."
          : "This variant is approved. An edit of what is posted voids the approval."}
      </span>
    </div>
  );
}
