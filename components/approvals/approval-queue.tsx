"use client";

import { type ReactNode, useRef } from "react";
import { toSeen } from "@/components/approvals/approval-card";
import { ApprovalGroup } from "@/components/approvals/approval-group";
import { BulkBar } from "@/components/approvals/bulk-bar";
import type { CardShared } from "@/components/approvals/card-shared";
import { useAuthors } from "@/components/approvals/use-approvals";
import { useDesk } from "@/components/approvals/use-desk";
import { useKept } from "@/components/approvals/use-kept";
import { usePicks } from "@/components/approvals/use-picks";
import { useReviewKeys } from "@/components/approvals/use-review-keys";
import { Kbd } from "@/components/ui/kbd";
import type { ApprovalItem } from "@/lib/contracts/approvals";

type ApprovalQueueProps = {
  workspaceName: string;
  canApprove: boolean;
  canWrite: boolean;
  items: readonly ApprovalItem[];
  more: ReactNode;
  empty: ReactNode;
};

/** The cards by campaign, in the order of their urgency. */
export function ApprovalQueue(props: ApprovalQueueProps) {
  const { items, canApprove, canWrite } = props;
  const list = useRef<HTMLDivElement>(null);
  const accounts = useAuthors().data;
  const desk = useDesk();
  const { shown, isGone, onTyping } = useKept(items);
  const { picked, onPick, clear } = usePicks(items);
  useReviewKeys(list);
  if (shown.length === 0) return props.empty;
  const authorOf: CardShared["authorOf"] = ({ variant }) => {
    const account = accounts?.find(({ platform }) => platform === variant.platform);
    return { name: account?.displayName ?? props.workspaceName, handle: account?.handle ?? null };
  };
  const shared: CardShared = {
    ...{ canApprove, canWrite, picked, onPick, onTyping, authorOf },
    ...{ busy: desk.busy, failures: desk.failures, decide: desk.decide },
  };
  const chosen = items.filter(({ variant }) => picked.has(variant.id));
  const groups = Map.groupBy(shown, ({ campaign }) => campaign.id);
  return (
    <>
      {canApprove ? <KeyHint /> : null}
      <div ref={list}>
        {[...groups].map(([id, group]) => (
          <ApprovalGroup key={id} items={group} isGone={isGone} {...shared} />
        ))}
      </div>
      {props.more}
      {chosen.length > 0 ? (
        <BulkBar
          seen={chosen.map(toSeen)}
          isApproved={chosen.every(({ state }) => state === "approved")}
          isBusy={chosen.some(({ variant }) => desk.busy.has(variant.id))}
          decide={desk.decide}
          onClear={clear}
        />
      ) : null}
    </>
  );
}

const KEYS = {
  J: "next",
  K: "previous",
  A: "approve",
  C: "ask for changes",
  R: "reject",
  X: "select",
};

function KeyHint() {
  return (
    <p className="pad rv-keys xs t3 d-only" style={{ paddingBlock: 8 }}>
      {Object.entries(KEYS).map(([key, words]) => (
        <span key={key}>
          <Kbd>{key}</Kbd> {words}
        </span>
      ))}
    </p>
  );
}
