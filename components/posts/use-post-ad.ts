"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AdAccountList, PostAdPlan, PostAdView } from "@/lib/contracts/ads";
import type { PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";

const LOOK_AGAIN_MS = 3_000;

const pathOf = (postId: string) => `/api/posts/${postId}/ad`;

/** Asked only where an ad can be: of a post that is out, on a platform that makes ads. */
export function usePostAd(post: Pick<PostView, "id" | "platform" | "publishedAt">) {
  return useQuery({
    queryKey: queryKeys.postAd(post.id),
    queryFn: ({ signal }) => apiFetch<PostAdView>(pathOf(post.id), { signal }),
    enabled: post.publishedAt !== null && catalog[post.platform].ads !== undefined,
    refetchInterval: ({ state }) => (state.data?.ad?.status === "creating" ? LOOK_AGAIN_MS : false),
  });
}

export function useAdAccounts(accountId: string) {
  return useQuery({
    queryKey: queryKeys.adAccounts(accountId),
    queryFn: ({ signal }) =>
      apiFetch<AdAccountList>(`/api/accounts/${accountId}/ad-accounts`, { signal }),
    staleTime: 60_000,
    retry: false,
  });
}

/** Makes the ad, or tries again: without a plan, with the one that was sent before. */
export function useCreateAd(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (plan: PostAdPlan | undefined) =>
      apiFetch<PostAdView>(pathOf(postId), { method: "POST", body: { plan } }),
    onSuccess: (view) => client.setQueryData(queryKeys.postAd(postId), view),
    // It may have been made although no answer came.
    onError: () => client.invalidateQueries({ queryKey: queryKeys.postAd(postId) }),
  });
}

export function useReadFigures(postId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => apiFetch<PostAdView>(`${pathOf(postId)}?figures=now`),
    onSuccess: (view) => client.setQueryData(queryKeys.postAd(postId), view),
  });
}
