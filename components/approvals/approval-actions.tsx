"use client";

import { CheckIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import type { CardShared } from "@/components/approvals/card-shared";
import { type Spoken, VerdictForm } from "@/components/approvals/verdict-form";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import type { ApprovalItem } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";

type ApprovalActionsProps = Pick<
  CardShared,
  "canApprove" | "canWrite" | "busy" | "decide" | "onTyping"
> & {
  item: ApprovalItem;
  /** It was changed after it was read: nothing can be decided before it is read again. */
  isUnread: boolean;
};

/** The verdicts, each with its key; those that need words ask for them in place. */
export function ApprovalActions(props: ApprovalActionsProps) {
  const { item, decide, onTyping } = props;
  const { id, letter, platform, contentHash } = item.variant;
  const [asked, setAsked] = useState<Spoken | null>(null);
  const [comment, setComment] = useState("");
  const ask = (next: Spoken | null) => {
    setAsked(next);
    onTyping(item, next !== null);
  };
  const give = async (verdict: ReviewVerdict, words?: string) => {
    const isDone = await decide([{ id, letter, platform, contentHash }], verdict, words);
    if (!isDone) return;
    setComment("");
    ask(null);
  };
  if (props.isUnread && asked === null) return null;
  if (asked) {
    return (
      <VerdictForm
        asked={asked}
        what={`variant ${letter}`}
        comment={comment}
        onComment={setComment}
        loading={props.busy.has(id)}
        isHeld={props.isUnread}
        onSend={() => void give(asked, comment)}
        onCancel={() => ask(null)}
      />
    );
  }
  return (
    <div className="row wrap rv-acts">
      {props.canApprove ? <Verdicts {...props} give={give} ask={ask} /> : null}
      {props.canWrite ? (
        <LinkButton
          size="sm"
          variant="quiet"
          href={`/campaigns/${item.campaign.id}?variant=${id}`}
          aria-label={`Edit variant ${letter}`}
        >
          Edit
        </LinkButton>
      ) : null}
    </div>
  );
}

type VerdictsProps = ApprovalActionsProps & {
  give: (verdict: ReviewVerdict) => Promise<void>;
  ask: (asked: Spoken) => void;
};

function Verdicts({ item, busy, give, ask }: VerdictsProps) {
  const { variant, state } = item;
  const isBusy = busy.has(variant.id);
  const isBlocked = variant.issues.some(({ severity }) => severity === "error");
  const named = (words: string) => `${words} variant ${variant.letter}`;
  if (state === "approved") {
    return (
      <Button
        size="sm"
        loading={isBusy}
        aria-label={`Withdraw approval of variant ${variant.letter}`}
        onClick={() => void give("withdrawn")}
      >
        Withdraw approval
      </Button>
    );
  }
  return (
    <>
      {isBlocked ? null : (
        <Button
          size="sm"
          data-key="a"
          icon={<CheckIcon className="i" aria-hidden="true" />}
          aria-label={named("Approve")}
          loading={isBusy}
          onClick={() => void give("approved")}
        >
          Approve
        </Button>
      )}
      <Button
        size="sm"
        data-key="c"
        aria-label={named("Ask for changes to")}
        disabled={isBusy}
        onClick={() => ask("changes_requested")}
      >
        Ask for changes
      </Button>
      {state === "rejected" ? null : (
        <Button
          size="sm"
          variant="danger"
          data-key="r"
          aria-label={named("Reject")}
          disabled={isBusy}
          onClick={() => ask("rejected")}
        >
          Reject
        </Button>
      )}
    </>
  );
}
