"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { LinkSettingsView } from "@/lib/contracts/links";

/** Whether links go out short, and how. Without a campaign: the workspace's default. */
export function useLinkSettings(campaignId: string | null) {
  const query = campaignId ? `?campaignId=${campaignId}` : "";
  return useQuery({
    queryKey: queryKeys.links("settings", campaignId ?? "workspace"),
    queryFn: ({ signal }) => apiFetch<LinkSettingsView>(`/api/links/settings${query}`, { signal }),
  });
}
