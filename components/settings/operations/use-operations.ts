"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useRealtime } from "@/components/providers/realtime";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { OperationsView } from "@/lib/contracts/operations";

const LOOK_EVERY_MS = 15_000;
// However many posts go out at once.
const AT_MOST_EVERY_MS = 3_000;

/** Read again for whatever happens, and now and then because nothing may happen any more. */
export function useOperations() {
  const query = useQuery({
    queryKey: queryKeys.operations(),
    queryFn: ({ signal }) => apiFetch<OperationsView>("/api/operations", { signal }),
    refetchInterval: LOOK_EVERY_MS,
  });
  const { freshAt } = useRealtime();
  const { refetch } = query;
  const readAt = useRef(0);
  useEffect(() => {
    if (freshAt === null) return;
    const waitMs = Math.max(0, readAt.current + AT_MOST_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      readAt.current = Date.now();
      void refetch();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [freshAt, refetch]);
  return query;
}
