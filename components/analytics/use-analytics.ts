"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { OverviewView, SummaryQuery, SummaryView } from "@/lib/contracts/analytics";
import type { CampaignView } from "@/lib/contracts/campaigns";
import type { Page } from "@/lib/contracts/common";

// Events bring changes at once; this only keeps "4 s ago" honest while nothing changes.
const refreshMs = 30_000;

export function useSummary(filter: SummaryQuery) {
  return useQuery({
    queryKey: queryKeys.summary({ ...filter }),
    queryFn: ({ signal }) =>
      apiFetch<SummaryView>(withQuery("/api/analytics/summary", { ...filter }), { signal }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

export function useOverview() {
  return useQuery({
    queryKey: queryKeys.overview(),
    queryFn: ({ signal }) => apiFetch<OverviewView>("/api/overview", { signal }),
    refetchInterval: refreshMs,
  });
}

/** For the filter. Its key lies below the campaigns' own, so that the same events renew it. */
export function useCampaignNames() {
  return useQuery({
    queryKey: [...queryKeys.campaigns(), "names"],
    queryFn: ({ signal }) => apiFetch<Page<CampaignView>>("/api/campaigns?limit=200", { signal }),
    select: (page) => page.items.map(({ id, name }) => ({ id, name })),
  });
}
