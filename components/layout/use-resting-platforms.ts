"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { RestingPlatforms } from "@/lib/contracts/accounts";

const AGAIN_MS = 5_000;

/** Platforms that fail at the moment; events tell of what changes. */
export const useRestingPlatforms = (initial?: RestingPlatforms) =>
  useQuery({
    queryKey: queryKeys.restingPlatforms(),
    queryFn: ({ signal }) => apiFetch<RestingPlatforms>("/api/platforms/resting", { signal }),
    initialData: initial,
    // The page was just made with it.
    staleTime: 60_000,
    // What changed while the page was loading was told to nobody.
    refetchInterval: ({ state }) => (state.data?.items.length ? AGAIN_MS : false),
  });
