import type { Decide, Failure } from "@/components/approvals/use-desk";
import type { ApprovalItem } from "@/lib/contracts/approvals";

/** What every card of the queue is given alike. */
export type CardShared = {
  canApprove: boolean;
  canWrite: boolean;
  picked: ReadonlySet<string>;
  busy: ReadonlySet<string>;
  failures: ReadonlyMap<string, Failure>;
  onPick: (ids: readonly string[], isPicked: boolean) => void;
  decide: Decide;
  /** Somebody writes a comment here: the card stays, whatever becomes of the variant. */
  onTyping: (item: ApprovalItem, isTyping: boolean) => void;
  authorOf: (item: ApprovalItem) => { name: string; handle: string | null };
};
