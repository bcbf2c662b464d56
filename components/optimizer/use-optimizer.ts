"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { OptimizerCampaigns, OptimizerPanel } from "@/lib/contracts/optimizer";
import type { ScheduleView } from "@/lib/contracts/schedules";

export function useOptimizerCampaigns() {
  return useQuery({
    queryKey: [...queryKeys.optimizer(), "campaigns"],
    queryFn: ({ signal }) => apiFetch<OptimizerCampaigns>("/api/optimizer?limit=100", { signal }),
  });
}

/** `decisions` is how many rows of the log to bring. */
export function useOptimizerPanel(campaignId: string, platform?: string, decisions = 10) {
  return useQuery({
    queryKey: [...queryKeys.optimizer(campaignId, platform), decisions],
    queryFn: ({ signal }) => {
      const query = { campaignId, platform, limit: decisions };
      return apiFetch<OptimizerPanel>(withQuery("/api/optimizer", query), { signal });
    },
    // A longer log keeps the page in place; another platform's figures never stand in.
    placeholderData: (before) =>
      before?.campaign.id === campaignId && (!platform || before.platform === platform)
        ? before
        : undefined,
  });
}

const showError = (title: string) => (error: unknown) =>
  toast.error(title, error instanceof ApiError ? { detail: error.problem.detail } : {});

export interface Pin {
  postId: string;
  /** Null gives the choice back to Bandwagon. */
  variantId: string | null;
  note?: string;
}

export function usePinVariant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ postId, variantId, note }: Pin) =>
      apiFetch(`/api/posts/${postId}`, {
        method: "PATCH",
        body: { action: { kind: "pin", variantId }, ...(note ? { note } : {}) },
      }),
    onError: showError("The slot was not changed"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.optimizer() });
      void client.invalidateQueries({ queryKey: queryKeys.calendar() });
      void client.invalidateQueries({ queryKey: queryKeys.posts() });
    },
  });
}

const schedulesKey = (campaignId: string) => [...queryKeys.schedules(campaignId), "optimizer"];

export function useCampaignSchedules(campaignId: string) {
  return useQuery({
    queryKey: schedulesKey(campaignId),
    queryFn: ({ signal }) =>
      apiFetch<{ items: ScheduleView[] }>(withQuery("/api/schedules", { campaignId }), { signal }),
    select: (list) => list.items,
  });
}

/** Shown at once, taken back with a message when the server refuses. */
export function useSetOptimizerOn(campaignId: string) {
  const client = useQueryClient();
  const queryKey = schedulesKey(campaignId);
  return useMutation({
    mutationFn: ({ id, optimizerOn }: Pick<ScheduleView, "id" | "optimizerOn">) =>
      apiFetch<ScheduleView>(`/api/schedules/${id}`, { method: "PATCH", body: { optimizerOn } }),
    onMutate: async ({ id, optimizerOn }) => {
      await client.cancelQueries({ queryKey, exact: true });
      const before = client.getQueryData<{ items: ScheduleView[] }>(queryKey);
      client.setQueryData<{ items: ScheduleView[] }>(
        queryKey,
        (list) =>
          list && {
            items: list.items.map((each) => (each.id === id ? { ...each, optimizerOn } : each)),
          },
      );
      return { before };
    },
    onError: (error, _change, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      showError("The schedule was not changed")(error);
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.schedules() });
      void client.invalidateQueries({ queryKey: queryKeys.optimizer() });
    },
  });
}
