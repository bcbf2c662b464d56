"use client";

import { usePathname } from "next/navigation";
import type { ApprovalFilter } from "@/components/approvals/use-approvals";
import { pushAddress, useSearch } from "@/components/layout/address";
import { ApprovalState } from "@/lib/contracts/approvals";

const FILTERS = ["campaignId", "platform"] as const;

/** The address holds what is shown, so that it can be sent to a colleague. */
export function useApprovalAddress() {
  const pathname = usePathname();
  const search = useSearch();
  const state = ApprovalState.safeParse(search.get("state"));
  const filter: ApprovalFilter = { state: state.success ? state.data : "waiting" };
  for (const name of FILTERS) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  const toHref = (changes: Partial<Record<keyof ApprovalFilter, string | null>>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const query = next.toString();
    return query ? `${pathname}?${query}` : pathname;
  };
  const go = (changes: Partial<Record<keyof ApprovalFilter, string | null>>) =>
    pushAddress(toHref(changes));
  const isFiltered = FILTERS.some((name) => filter[name] !== undefined);
  return { filter, isFiltered, toHref, go };
}
