import { ArrowBendUpLeftIcon, StampIcon } from "@phosphor-icons/react/ssr";
import { STATE_WORDS } from "@/components/previews/review-words";
import { Status } from "@/components/ui/status";
import type { ApprovalState } from "@/lib/contracts/approvals";

const ICONS: Partial<Record<ApprovalState, typeof StampIcon>> = {
  waiting: StampIcon,
  changes_requested: ArrowBendUpLeftIcon,
};

/** Where a variant stands with its reviewers, in its one form everywhere. */
export function ReviewStatus({ state }: { state: ApprovalState }) {
  const { word, tone } = STATE_WORDS[state];
  const Mark = ICONS[state];
  return (
    <Status
      tone={tone}
      icon={Mark ? <Mark className="i" weight="fill" aria-hidden="true" /> : undefined}
    >
      {word}
    </Status>
  );
}
