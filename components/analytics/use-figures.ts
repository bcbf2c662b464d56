"use client";

import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  HeatMapView,
  LEADER_SORTS,
  LeaderboardView,
  PostCurveView,
  ResultsQuery,
} from "@/lib/contracts/analytics";

/** Patterns and rankings move slowly: they are read anew by the minute, not with every count. */
const refreshMs = 60_000;
const leadersAtOnce = 10;

export type LeaderSort = (typeof LEADER_SORTS)[number];

export function useHeatMap(filter: ResultsQuery) {
  return useQuery({
    queryKey: queryKeys.figures("heat-map", filter),
    queryFn: ({ signal }) =>
      apiFetch<HeatMapView>(withQuery("/api/analytics/heat-map", filter), { signal }),
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

export function useLeaders(filter: ResultsQuery, sort: LeaderSort) {
  return useInfiniteQuery({
    queryKey: queryKeys.figures("leaderboard", { ...filter, sort }),
    queryFn: ({ pageParam, signal }) =>
      apiFetch<LeaderboardView>(
        withQuery("/api/analytics/leaderboard", {
          ...filter,
          sort,
          limit: leadersAtOnce,
          cursor: pageParam,
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: refreshMs,
    placeholderData: keepPreviousData,
  });
}

export function usePostCurve(postId: string) {
  return useQuery({
    queryKey: queryKeys.figures("post-curve", { postId }),
    queryFn: ({ signal }) => apiFetch<PostCurveView>(`/api/posts/${postId}/curve`, { signal }),
    refetchInterval: refreshMs,
  });
}
