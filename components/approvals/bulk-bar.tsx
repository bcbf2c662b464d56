"use client";

import { CheckIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import type { Decide, Seen } from "@/components/approvals/use-desk";
import { type Spoken, VerdictForm } from "@/components/approvals/verdict-form";
import { Button } from "@/components/ui/button";
import type { ReviewVerdict } from "@/lib/contracts/reviews";

type BulkBarProps = {
  seen: readonly Seen[];
  isApproved: boolean;
  isBusy: boolean;
  decide: Decide;
  onClear: () => void;
};

/** One verdict on all that is selected. */
export function BulkBar({ seen, isApproved, isBusy, decide, onClear }: BulkBarProps) {
  const [asked, setAsked] = useState<Spoken | null>(null);
  const [comment, setComment] = useState("");
  const amount = seen.length === 1 ? "1 variant" : `${seen.length} variants`;
  const give = async (verdict: ReviewVerdict, words?: string) => {
    if (!(await decide(seen, verdict, words))) return;
    setComment("");
    setAsked(null);
    onClear();
  };
  return (
    <section className="rv-bulk" aria-label="With what is selected">
      <b className="b nw">{amount} selected</b>
      {asked ? (
        <div className="rv-bulk-form">
          <VerdictForm
            asked={asked}
            what={amount}
            comment={comment}
            onComment={setComment}
            loading={isBusy}
            onSend={() => void give(asked, comment)}
            onCancel={() => setAsked(null)}
          />
        </div>
      ) : (
        <>
          {isApproved ? (
            <Button size="sm" loading={isBusy} onClick={() => void give("withdrawn")}>
              Withdraw approval
            </Button>
          ) : (
            <>
              <Button
                size="sm"
                variant="primary"
                icon={<CheckIcon className="i" aria-hidden="true" />}
                loading={isBusy}
                onClick={() => void give("approved")}
              >
                Approve {amount}
              </Button>
              <Button size="sm" disabled={isBusy} onClick={() => setAsked("changes_requested")}>
                Ask for changes
              </Button>
              <Button
                size="sm"
                variant="danger"
                disabled={isBusy}
                onClick={() => setAsked("rejected")}
              >
                Reject
              </Button>
            </>
          )}
          <Button size="sm" variant="quiet" className="push" onClick={onClear}>
            Clear selection
          </Button>
        </>
      )}
    </section>
  );
}
