"use client";

import { useQuery } from "@tanstack/react-query";
import type { useApprovalAddress } from "@/components/approvals/use-approval-address";
import { STATE_WORDS } from "@/components/previews/review-words";
import { Select } from "@/components/ui/select";
import { TabLinks } from "@/components/ui/tab-links";
import { campaignChoices } from "@/lib/api/choices";
import { APPROVAL_STATES, type ApprovalPage } from "@/lib/contracts/approvals";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";

type ApprovalFiltersProps = Pick<
  ReturnType<typeof useApprovalAddress>,
  "filter" | "toHref" | "go"
> & {
  counts: ApprovalPage["counts"] | undefined;
};

const PLATFORM_OPTIONS = PLATFORMS.map((value) => ({ value, label: catalog[value].label }));

export function ApprovalFilters({ filter, toHref, go, counts }: ApprovalFiltersProps) {
  const campaigns = useQuery(campaignChoices).data ?? [];
  const tabs = APPROVAL_STATES.map((state) => ({
    href: toHref({ state: state === "waiting" ? null : state }),
    label: STATE_WORDS[state].tab,
    current: filter.state === state,
    ...(counts?.[state] ? { count: counts[state] } : {}),
  }));
  return (
    <search className="pad tool-row" aria-label="Filter approvals">
      <TabLinks label="Approvals" tabs={tabs} />
      <Select
        className="slim"
        aria-label="All campaigns"
        placeholder="All campaigns"
        value={filter.campaignId ?? ""}
        options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => go({ campaignId: event.target.value || null })}
      />
      <Select
        className="slim"
        aria-label="All platforms"
        placeholder="All platforms"
        value={filter.platform ?? ""}
        options={PLATFORM_OPTIONS}
        onChange={(event) => go({ platform: event.target.value || null })}
      />
    </search>
  );
}
