"use client";

import { useState } from "react";
import { ApprovalActions } from "@/components/approvals/approval-actions";
import { describeWaiting, writtenWords } from "@/components/approvals/approval-words";
import { CardNotes } from "@/components/approvals/card-notes";
import type { CardShared } from "@/components/approvals/card-shared";
import type { Seen } from "@/components/approvals/use-desk";
import { ReviewStatus } from "@/components/previews/review-status";
import { SaidBefore } from "@/components/previews/said-before";
import { VariantChecks } from "@/components/previews/variant-checks";
import { VariantPreview } from "@/components/previews/variant-preview";
import { useZone } from "@/components/providers/zone";
import { Arm } from "@/components/ui/arm";
import { ChangeSince } from "@/components/ui/change-since";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/class-names";
import type { ApprovalItem } from "@/lib/contracts/approvals";
import { catalog } from "@/lib/platforms/catalog";

export type ApprovalCardProps = CardShared & {
  item: ApprovalItem;
  /** It left this list while somebody wrote about it. */
  isGone: boolean;
};

export const toSeen = ({ variant: { id, letter, platform, contentHash } }: ApprovalItem): Seen => ({
  ...{ id, letter, platform, contentHash },
});

/** One variant to decide about: what it would look like, what hangs on it, what was said. */
export function ApprovalCard(props: ApprovalCardProps) {
  const { item, isGone, canApprove, picked } = props;
  const { variant } = item;
  const [read, setRead] = useState(variant);
  const isNew = read.contentHash !== variant.contentHash;
  const name = `Variant ${variant.letter}, ${catalog[variant.platform].label}: ${variant.label}`;
  const isPicked = picked.has(variant.id);
  return (
    <article
      className={cx("rv", isPicked && "on")}
      aria-label={name}
      tabIndex={-1}
      data-review={variant.id}
    >
      {canApprove && !isGone ? (
        <Checkbox
          label={`Select ${name}`}
          labelHidden
          checked={isPicked}
          onChange={(checked) => props.onPick([variant.id], checked)}
        />
      ) : (
        <span />
      )}
      <VariantPreview variant={variant} {...props.authorOf(item)} />
      <div className="rv-body">
        <Head item={item} />
        <CardNotes
          failure={props.failures.get(variant.id)}
          isGone={isGone}
          changed={isNew ? { before: read, after: variant, by: item.editedBy } : null}
          onRead={() => setRead(variant)}
        />
        <SaidBefore variant={variant} />
        {item.previous && !isNew ? (
          <ChangeSince
            before={item.previous}
            after={variant}
            label="Changed since it was last reviewed"
          />
        ) : null}
        <VariantChecks variant={{ ...variant, mediaAdvice: null }} />
        <ApprovalActions {...props} isUnread={isNew} />
      </div>
    </article>
  );
}

function Head({ item }: { item: ApprovalItem }) {
  const zone = useZone();
  const { variant, state } = item;
  return (
    <header className="grid gap-1">
      <div className="rv-head">
        <Arm letter={variant.letter} large />
        <b className="b">{variant.label}</b>
        {variant.formatLabel ? <span className="t3 xs">{variant.formatLabel}</span> : null}
        {state === "waiting" ? null : (
          <span className="push">
            <ReviewStatus state={state} />
          </span>
        )}
      </div>
      <p className="t3 xs">
        {[writtenWords(variant), editedWords(item)].filter(Boolean).join(". ")}
      </p>
      {state === "waiting" ? <p className="say">{describeWaiting(item, zone)}</p> : null}
    </header>
  );
}

const editedWords = ({ editedBy }: ApprovalItem) =>
  editedBy ? `Last edited by ${editedBy}` : null;
