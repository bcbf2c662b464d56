"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { detailOf } from "@/components/approvals/use-approvals";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  ApprovalLinkCreated,
  ApprovalLinkList,
  CreateApprovalLink,
} from "@/lib/contracts/approvals";

const pathOf = (campaignId: string) => `/api/campaigns/${campaignId}/approval-links`;

export function useLinks(campaignId: string) {
  return useQuery({
    queryKey: queryKeys.approvalLinks(campaignId),
    queryFn: ({ signal }) => apiFetch<ApprovalLinkList>(pathOf(campaignId), { signal }),
    // No event tells that a client opened a link: each look asks again.
    staleTime: 0,
  });
}

export function useCreateLink(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateApprovalLink) =>
      apiFetch<ApprovalLinkCreated>(pathOf(campaignId), { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.approvalLinks(campaignId) }),
  });
}

export function useRevokeLink(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (linkId: string) =>
      apiFetch<void>(`${pathOf(campaignId)}/${linkId}`, { method: "DELETE" }),
    onSuccess: () => toast.success("The link no longer works"),
    onError: (error) => toast.error("The link was not revoked", { detail: detailOf(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.approvalLinks(campaignId) }),
  });
}
