"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  CreateWebhook,
  DeliveryView,
  UpdateWebhook,
  WebhookList,
  WebhookSecret,
  WebhookView,
} from "@/lib/contracts/outbound-webhooks";

const base = "/api/outbound-webhooks";
/** Deliveries are no events of their own, or each event would make more of them. */
const lookEveryMs = 5000;

export const useWebhooks = (enabled: boolean) =>
  useQuery({
    queryKey: queryKeys.outboundWebhooks(),
    queryFn: ({ signal }) => apiFetch<WebhookList>(base, { signal }),
    refetchInterval: lookEveryMs,
    enabled,
  });

/** @param initial what the server put into the page. */
export const useWebhook = (initial: WebhookView) =>
  useQuery({
    queryKey: queryKeys.outboundWebhook(initial.id),
    queryFn: ({ signal }) => apiFetch<WebhookView>(`${base}/${initial.id}`, { signal }),
    initialData: initial,
    refetchInterval: lookEveryMs,
  });

export function useRefreshWebhooks() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: queryKeys.outboundWebhooks() });
}

export function useCreateWebhook() {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (body: CreateWebhook) => apiFetch<WebhookSecret>(base, { method: "POST", body }),
    onSuccess: refresh,
  });
}

export function useUpdateWebhook(id: string) {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (body: UpdateWebhook) =>
      apiFetch<WebhookView>(`${base}/${id}`, { method: "PATCH", body }),
    onSuccess: refresh,
  });
}

export function useRotateSecret(id: string) {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: () => apiFetch<WebhookSecret>(`${base}/${id}/rotate`, { method: "POST" }),
    onSuccess: refresh,
    onError: (error) => toast.error("The secret was not changed", { detail: error.message }),
  });
}

export function useDeleteWebhook(onDone: () => void) {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (webhook: WebhookView) =>
      apiFetch<void>(`${base}/${webhook.id}`, { method: "DELETE" }),
    onSuccess: () => {
      toast.success("The webhook was deleted");
      onDone();
    },
    onError: (error) => toast.error("The webhook was not deleted", { detail: error.message }),
    onSettled: refresh,
  });
}

export function useSendTest() {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (id: string) => apiFetch<DeliveryView>(`${base}/${id}/test`, { method: "POST" }),
    onSuccess: () => toast.success("A test is on its way", { detail: "Its answer is in the log." }),
    onError: (error) => toast.error("The test was not sent", { detail: error.message }),
    onSettled: refresh,
  });
}
