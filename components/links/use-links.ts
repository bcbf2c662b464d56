"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  LinkList,
  LinkSettingsView,
  SnippetView,
  UpdateLinkSettings,
} from "@/lib/contracts/links";

/** A click of a platform that counts its own changes no total, so nothing tells of it. */
const LOOK_AGAIN_MS = 15_000;

/** The short links of a campaign. */
export const useCampaignLinks = (campaignId: string) =>
  useQuery({
    queryKey: queryKeys.links("list", "campaignId", campaignId),
    queryFn: ({ signal }) => apiFetch<LinkList>(`/api/links?campaignId=${campaignId}`, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });

export type LinkChange = Omit<UpdateLinkSettings, "campaignId">;

const detailOf = (error: unknown) =>
  error instanceof ApiError ? { detail: error.problem.detail } : {};

export function useChangeLinks(campaignId: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: LinkChange) =>
      campaignId
        ? apiFetch<LinkSettingsView>("/api/links/settings", {
            method: "PATCH",
            body: { campaignId, ...change },
          })
        : apiFetch<LinkSettingsView>("/api/links/default", { method: "PATCH", body: change }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.links("settings", campaignId ?? "workspace"), saved);
      void client.invalidateQueries({ queryKey: queryKeys.links("settings") });
    },
    onError: (error, { template }) => {
      // What is wrong with a template stands below its field.
      if (template === undefined) toast.error("Short links were not changed", detailOf(error));
    },
  });
}

export const useSnippet = () =>
  useQuery({
    queryKey: queryKeys.links("snippet"),
    queryFn: ({ signal }) => apiFetch<SnippetView>("/api/links/snippet", { signal }),
  });

/** Makes a key, or with `remove` takes it away. */
export function useChangeKey(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: "make" | "remove") =>
      apiFetch<SnippetView>("/api/links/snippet", {
        method: change === "make" ? "POST" : "DELETE",
      }),
    onSuccess: (snippet) => {
      client.setQueryData(queryKeys.links("snippet"), snippet);
      onDone();
    },
    onError: (error) => toast.error("The key was not changed", detailOf(error)),
  });
}
