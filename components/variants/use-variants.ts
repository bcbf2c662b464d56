"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AccountList } from "@/lib/contracts/accounts";
import type { AiView } from "@/lib/contracts/ai";
import type { CampaignView, GenerationView, VariantView } from "@/lib/contracts/campaigns";

const whileWritingMs = 1500;

export const isRunning = (generation: GenerationView) =>
  generation.status !== "done" && generation.status !== "failed";

export function useCampaign(id: string) {
  return useQuery({
    queryKey: queryKeys.campaign(id),
    queryFn: ({ signal }) => apiFetch<CampaignView>(`/api/campaigns/${id}`, { signal }),
    refetchInterval: (query) =>
      query.state.data?.generations.some(isRunning) ? whileWritingMs : false,
  });
}

/** Live events refresh it; while something is written it is asked for as well, should they fail. */
export function useVariants(campaignId: string, writing: boolean) {
  return useQuery({
    queryKey: queryKeys.variants(campaignId),
    queryFn: ({ signal }) =>
      apiFetch<VariantView[]>(`/api/campaigns/${campaignId}/variants`, { signal }),
    refetchInterval: writing ? whileWritingMs : false,
  });
}

export function useAi() {
  return useQuery({
    queryKey: queryKeys.ai(),
    queryFn: ({ signal }) => apiFetch<AiView>("/api/ai", { signal }),
    staleTime: 300_000,
  });
}

/** For the head of a preview: whose post it would be. */
export function useAccounts() {
  return useQuery({
    queryKey: queryKeys.accounts(),
    queryFn: ({ signal }) => apiFetch<AccountList>("/api/accounts", { signal }),
    select: (list) => list.items,
  });
}
