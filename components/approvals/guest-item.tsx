"use client";

import { CheckIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { CardNotes } from "@/components/approvals/card-notes";
import type { Failure } from "@/components/approvals/use-desk";
import { type Spoken, VerdictForm } from "@/components/approvals/verdict-form";
import { ReviewStatus } from "@/components/previews/review-status";
import { SaidBefore } from "@/components/previews/said-before";
import { VariantPreview } from "@/components/previews/variant-preview";
import { Arm } from "@/components/ui/arm";
import { Button } from "@/components/ui/button";
import type { LinkedVariant } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";

type GuestItemProps = {
  item: LinkedVariant;
  author: string;
  problem: Failure | undefined;
  isBusy: boolean;
  onDecide: (verdict: ReviewVerdict, comment: string) => Promise<boolean>;
};

/** One text, and what the client says of it. */
export function GuestItem({ item, author, problem, isBusy, onDecide }: GuestItemProps) {
  const [read, setRead] = useState(item);
  const [asked, setAsked] = useState<Spoken | null>(null);
  const [comment, setComment] = useState("");
  const isNew = read.contentHash !== item.contentHash;
  const decide = async (verdict: ReviewVerdict, words = "") => {
    if (!(await onDecide(verdict, words))) return;
    setComment("");
    setAsked(null);
  };
  return (
    <article className="guest-item" aria-label={`Variant ${item.letter}: ${item.label}`}>
      <div className="rv-head">
        <Arm letter={item.letter} large />
        <b className="b">{item.label}</b>
        {item.formatLabel ? <span className="t3 xs">{item.formatLabel}</span> : null}
        {item.state === "waiting" ? null : (
          <span className="push">
            <ReviewStatus state={item.state} />
          </span>
        )}
      </div>
      <VariantPreview variant={item} name={author} handle={null} />
      <CardNotes
        failure={problem}
        isGone={false}
        changed={isNew ? { before: read, after: item, by: null } : null}
        onRead={() => setRead(item)}
      />
      <SaidBefore variant={item} />
      {asked ? (
        <VerdictForm
          asked={asked}
          what={`variant ${item.letter}`}
          comment={comment}
          onComment={setComment}
          loading={isBusy}
          isHeld={isNew}
          onSend={() => void decide(asked, comment)}
          onCancel={() => setAsked(null)}
        />
      ) : isNew ? null : (
        <Choices item={item} isBusy={isBusy} decide={decide} ask={setAsked} />
      )}
    </article>
  );
}

type ChoicesProps = {
  item: LinkedVariant;
  isBusy: boolean;
  decide: (verdict: ReviewVerdict) => Promise<void>;
  ask: (asked: Spoken) => void;
};

function Choices({ item, isBusy, decide, ask }: ChoicesProps) {
  const { state, letter, issues, review } = item;
  const [isChanging, setChanging] = useState(false);
  if (state === "rejected" && !review) {
    return <p className="t2">Your contact decided on this one already.</p>;
  }
  if (state !== "waiting" && !isChanging) {
    return (
      <div className="row">
        <Button
          size="sm"
          variant="quiet"
          aria-label={`Change this decision on variant ${letter}`}
          onClick={() => setChanging(true)}
        >
          Change this decision
        </Button>
      </div>
    );
  }
  const isBlocked = issues.some(({ severity }) => severity === "error");
  const give = async (verdict: ReviewVerdict) => {
    await decide(verdict);
    setChanging(false);
  };
  return (
    <>
      {isBlocked ? (
        <p className="t2">
          It can’t be approved yet: it does not fit its platform. It is being worked on.
        </p>
      ) : null}
      <div className="row wrap guest-acts">
        {isBlocked || state === "approved" ? null : (
          <Button
            variant="primary"
            icon={<CheckIcon className="i" aria-hidden="true" />}
            aria-label={`Approve variant ${letter}`}
            loading={isBusy}
            onClick={() => void give("approved")}
          >
            Approve
          </Button>
        )}
        <Button
          aria-label={`Ask for changes to variant ${letter}`}
          disabled={isBusy}
          onClick={() => ask("changes_requested")}
        >
          Ask for changes
        </Button>
        {state === "rejected" ? null : (
          <Button
            variant="danger"
            aria-label={`Reject variant ${letter}`}
            disabled={isBusy}
            onClick={() => ask("rejected")}
          >
            Reject
          </Button>
        )}
      </div>
    </>
  );
}
