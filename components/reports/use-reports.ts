"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  CreateReportLink,
  CreateReportSchedule,
  ReportLinkCreated,
  ReportLinkList,
  ReportScheduleList,
  ReportScheduleView,
} from "@/lib/contracts/reports";

export const detailOf = (error: unknown) =>
  error instanceof ApiError ? error.problem.detail : undefined;

/** Every change makes the lists stale, for who made it at once and for others by an event. */
function useChange<T, R>(
  work: (input: T) => Promise<R>,
  words: { done?: string; failed?: string } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: work,
    onSuccess: () => (words.done ? toast.success(words.done) : undefined),
    onError: (error) =>
      words.failed ? toast.error(words.failed, { detail: detailOf(error) }) : undefined,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.reports() }),
  });
}

export function useReportLinks() {
  return useQuery({
    queryKey: queryKeys.reports("links"),
    queryFn: ({ signal }) => apiFetch<ReportLinkList>("/api/reports/links", { signal }),
    // No event tells that somebody opened a link: each look asks again.
    staleTime: 0,
  });
}

export const useCreateReportLink = () =>
  useChange((body: CreateReportLink) =>
    apiFetch<ReportLinkCreated>("/api/reports/links", { method: "POST", body }),
  );

export const useRevokeReportLink = () =>
  useChange((id: string) => apiFetch<void>(`/api/reports/links/${id}`, { method: "DELETE" }), {
    done: "The link no longer works",
    failed: "The link was not revoked",
  });

export function useReportSchedules() {
  return useQuery({
    queryKey: queryKeys.reports("schedules"),
    queryFn: ({ signal }) => apiFetch<ReportScheduleList>("/api/reports/schedules", { signal }),
  });
}

export const useCreateReportSchedule = () =>
  useChange((body: CreateReportSchedule) =>
    apiFetch<ReportScheduleView>("/api/reports/schedules", { method: "POST", body }),
  );

export const usePauseReportSchedule = () =>
  useChange(
    ({ id, paused }: { id: string; paused: boolean }) =>
      apiFetch<void>(`/api/reports/schedules/${id}`, { method: "PATCH", body: { paused } }),
    { failed: "The report was not changed" },
  );

export const useDeleteReportSchedule = () =>
  useChange((id: string) => apiFetch<void>(`/api/reports/schedules/${id}`, { method: "DELETE" }), {
    done: "The report is sent no more",
    failed: "The report was not deleted",
  });

export const useResendReport = () =>
  useChange(
    (id: string) => apiFetch<void>(`/api/reports/sendings/${id}/resend`, { method: "POST" }),
    { done: "It goes out now", failed: "The report was not sent again" },
  );
