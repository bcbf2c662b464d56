"use client";

import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { LIVE } from "@/components/providers/invalidator";
import { useRealtime } from "@/components/providers/realtime";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { ResultsQuery, SummaryView } from "@/lib/contracts/analytics";

// Facts bring changes at once; this only keeps "4 s ago" honest while nothing changes.
const refreshMs = 60_000;

/**
 * The results that a query asks for, moving as they come in: what changes is added to the numbers on
 * the screen, and fetched anew only where that can't be known here. Render the same query twice and
 * it is still fetched once.
 */
export function useLiveResults(query: ResultsQuery): UseQueryResult<SummaryView> {
  const queryKey = queryKeys.summary({ ...query });
  const { results } = useRealtime();
  const name = JSON.stringify(queryKey);
  useEffect(() => {
    const [, filter] = JSON.parse(name) as [string, ResultsQuery];
    return results?.follow(queryKeys.summary({ ...filter }), filter);
  }, [results, name]);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      apiFetch<SummaryView>(withQuery("/api/analytics/summary", { ...query }), { signal }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
    meta: LIVE,
  });
}
