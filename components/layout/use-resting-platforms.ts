"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { RestingPlatforms } from "@/lib/contracts/accounts";

/** Platforms that fail at the moment; events tell of what changes. */
export const useRestingPlatforms = (initial?: RestingPlatforms) =>
  useQuery({
    queryKey: queryKeys.restingPlatforms(),
    queryFn: ({ signal }) => apiFetch<RestingPlatforms>("/api/platforms/resting", { signal }),
    initialData: initial,
    // The page was just made with it.
    staleTime: 60_000,
  });
