import type { StatusTone } from "@/components/ui/status";
import type { ApprovalState } from "@/lib/contracts/approvals";
import type { ReviewVerdict, ReviewView } from "@/lib/contracts/reviews";

export const STATE_WORDS: Record<ApprovalState, { tab: string; word: string; tone: StatusTone }> = {
  waiting: { tab: "Waiting", word: "Awaiting approval", tone: "need" },
  changes_requested: { tab: "Changes asked", word: "Changes asked", tone: "info" },
  rejected: { tab: "Rejected", word: "Rejected", tone: "bad" },
  approved: { tab: "Approved", word: "Approved", tone: "ok" },
};

/** What was said, as it follows a name: "Mia asked for changes". */
const SAID: Record<ReviewVerdict, string> = {
  approved: "approved",
  changes_requested: "asked for changes",
  rejected: "rejected",
  withdrawn: "took the verdict back",
};

export const saidWords = ({ by, verdict }: ReviewView): string => `${by} ${SAID[verdict]}`;
