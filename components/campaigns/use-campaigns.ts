"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { CampaignView, CreateCampaign, UpdateCampaign } from "@/lib/contracts/campaigns";
import type { Page } from "@/lib/contracts/common";
import type {
  OptimizerSettings,
  UpdateOptimizerSettings,
} from "@/lib/contracts/optimizer-settings";
import type { Platform } from "@/lib/platforms/platform";

const whileWritingMs = 1500;

const isWriting = (campaign: CampaignView | undefined) =>
  campaign?.generations.some((each) => each.status !== "done" && each.status !== "failed") ?? false;

export function useCampaigns() {
  return useQuery({
    queryKey: queryKeys.campaigns(),
    queryFn: ({ signal }) => apiFetch<Page<CampaignView>>("/api/campaigns?limit=200", { signal }),
    refetchInterval: (query) =>
      query.state.data?.items.some(isWriting) ? whileWritingMs * 2 : false,
  });
}

export function useCampaign(initial: CampaignView) {
  return useQuery({
    queryKey: queryKeys.campaign(initial.id),
    queryFn: ({ signal }) => apiFetch<CampaignView>(`/api/campaigns/${initial.id}`, { signal }),
    initialData: initial,
    refetchInterval: (query) => (isWriting(query.state.data) ? whileWritingMs : false),
  });
}

export const showProblem = (title: string) => (error: unknown) =>
  toast.error(title, { detail: error instanceof ApiError ? error.problem.detail : undefined });

/** Puts what the server answered where both the list and the page read it. */
function useStore() {
  const client = useQueryClient();
  return (campaign: CampaignView) => {
    client.setQueryData(queryKeys.campaign(campaign.id), campaign);
    return client.invalidateQueries({ queryKey: queryKeys.campaigns() });
  };
}

export function useCreateCampaign() {
  const store = useStore();
  return useMutation({
    mutationFn: (body: CreateCampaign) =>
      apiFetch<CampaignView>("/api/campaigns", { method: "POST", body }),
    onSuccess: (campaign) => void store(campaign),
  });
}

/** Of a campaign that has just been made: nothing was chosen yet, and the page need not wait. */
export function useChooseAlgorithm() {
  return useMutation({
    mutationFn: (body: UpdateOptimizerSettings) =>
      apiFetch<OptimizerSettings>("/api/optimizer/settings", { method: "PATCH", body }),
    onError: showProblem("Made with the adaptive algorithm"),
  });
}

export function useUpdateCampaign(id: string) {
  const store = useStore();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateCampaign) =>
      apiFetch<CampaignView>(`/api/campaigns/${id}`, { method: "PATCH", body }),
    onSuccess: (campaign) => void store(campaign),
    // What somebody else saved is shown beside what was typed here.
    onError: () => client.invalidateQueries({ queryKey: queryKeys.campaign(id) }),
  });
}

export function useDeleteCampaign() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => apiFetch<void>(`/api/campaigns/${id}`, { method: "DELETE" }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.campaigns(), exact: true }),
    onError: showProblem("Not deleted"),
  });
}

export function useWriteMore(id: string) {
  const store = useStore();
  return useMutation({
    mutationFn: (platform: Platform) =>
      apiFetch<CampaignView>(`/api/campaigns/${id}/generate`, {
        method: "POST",
        body: { platform },
      }),
    onSuccess: (campaign) => void store(campaign),
    onError: showProblem("Nothing was ordered"),
  });
}
