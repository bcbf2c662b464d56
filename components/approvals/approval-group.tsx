"use client";

import Link from "next/link";
import { ApprovalCard } from "@/components/approvals/approval-card";
import type { CardShared } from "@/components/approvals/card-shared";
import { Checkbox } from "@/components/ui/checkbox";
import { Tag } from "@/components/ui/tag";
import type { ApprovalItem } from "@/lib/contracts/approvals";

type ApprovalGroupProps = CardShared & {
  items: readonly ApprovalItem[];
  isGone: (variantId: string) => boolean;
};

/** The variants of one campaign. */
export function ApprovalGroup({ items, isGone, ...shared }: ApprovalGroupProps) {
  const campaign = items[0]?.campaign;
  if (!campaign) return null;
  const ids = items.map(({ variant }) => variant.id).filter((id) => !isGone(id));
  const picked = ids.filter((id) => shared.picked.has(id)).length;
  const checked = picked > 0 && picked < ids.length ? "indeterminate" : picked > 0;
  return (
    <section aria-label={campaign.name}>
      <div className="rv-camp">
        {shared.canApprove ? (
          <Checkbox
            label={`Select all of ${campaign.name}`}
            labelHidden
            checked={checked}
            onChange={(all) => shared.onPick(ids, all)}
          />
        ) : null}
        <h2 className="h cut">
          <Link href={`/campaigns/${campaign.id}`}>{campaign.name}</Link>
        </h2>
        <span className="t3 nw">
          {items.length} {items.length === 1 ? "variant" : "variants"}
        </span>
        {campaign.status === "active" ? null : <Tag>{STATUS_WORDS[campaign.status]}</Tag>}
      </div>
      <ul className="rv-list">
        {items.toSorted(byUrgency).map((item) => (
          <li key={item.variant.id}>
            <ApprovalCard item={item} isGone={isGone(item.variant.id)} {...shared} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What waits for nothing comes last; one platform's variants stand in the order of their letters. */
const byUrgency = (a: ApprovalItem, b: ApprovalItem) =>
  (a.earliest?.dueAt ?? "9").localeCompare(b.earliest?.dueAt ?? "9") ||
  a.variant.platform.localeCompare(b.variant.platform) ||
  a.variant.ordinal - b.variant.ordinal;

const STATUS_WORDS: Record<ApprovalItem["campaign"]["status"], string> = {
  draft: "Draft",
  active: "Active",
  paused: "Paused",
  completed: "Completed",
};
