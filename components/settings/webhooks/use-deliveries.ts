"use client";

import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";
import { useRefreshWebhooks } from "@/components/settings/webhooks/use-webhooks";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  DeliveryDetail,
  DeliveryPage,
  DeliveryStatus,
  DeliveryView,
  RedeliverCount,
} from "@/lib/contracts/outbound-webhooks";

const base = "/api/outbound-webhooks";
const lookEveryMs = 4000;
const pageSize = 50;

export const useDeliveries = (webhookId: string, status: DeliveryStatus | undefined) =>
  useInfiniteQuery({
    queryKey: queryKeys.outboundDeliveries(webhookId, status),
    queryFn: ({ pageParam, signal }) => {
      const path = `${base}/${webhookId}/deliveries`;
      const query = { status, cursor: pageParam, limit: pageSize };
      return apiFetch<DeliveryPage>(withQuery(path, query), { signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: lookEveryMs,
  });

export const useDelivery = (id: string | null) =>
  useQuery({
    queryKey: queryKeys.outboundDelivery(id ?? ""),
    queryFn: ({ signal }) => apiFetch<DeliveryDetail>(`${base}/deliveries/${id}`, { signal }),
    enabled: id !== null,
    refetchInterval: lookEveryMs,
  });

export function useRedeliver() {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (id: string) =>
      apiFetch<DeliveryView>(`${base}/deliveries/${id}/redeliver`, { method: "POST" }),
    onSuccess: () => toast.success("It is sent again now"),
    onError: (error) => toast.error("It was not sent again", { detail: error.message }),
    onSettled: refresh,
  });
}

export function useRedeliverFailed(webhookId: string, onDone: () => void) {
  const refresh = useRefreshWebhooks();
  return useMutation({
    mutationFn: (since: string) =>
      apiFetch<RedeliverCount>(`${base}/${webhookId}/redeliver`, {
        method: "POST",
        body: { since },
      }),
    onSuccess: ({ count }) => {
      toast.success(count === 1 ? "One is sent again" : `${count} are sent again`);
      onDone();
    },
    onError: (error) => toast.error("Nothing was sent again", { detail: error.message }),
    onSettled: refresh,
  });
}
