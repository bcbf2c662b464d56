"use client";

import { useQuery } from "@tanstack/react-query";
import type { NavCounts } from "@/components/layout/navigation";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { NeedCounts } from "@/lib/contracts/overview";

// As often as the overview reads itself again: the two must tell the same number.
const refreshMs = 30_000;

/** The page's word at first, then what the overview's own events bring. */
export function useNeedCounts(initial: NavCounts): NavCounts {
  const { data } = useQuery<NavCounts>({
    queryKey: queryKeys.needs(),
    queryFn: ({ signal }) => apiFetch<NeedCounts>("/api/overview/needs", { signal }),
    initialData: initial,
    refetchInterval: refreshMs,
  });
  return data;
}
