"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { OverviewView } from "@/lib/contracts/overview";

// Events bring changes at once; this only keeps "4 s ago" honest while nothing changes.
const refreshMs = 30_000;

export function useOverview() {
  return useQuery({
    queryKey: queryKeys.overview(),
    queryFn: ({ signal }) => apiFetch<OverviewView>("/api/overview", { signal }),
    refetchInterval: refreshMs,
  });
}
