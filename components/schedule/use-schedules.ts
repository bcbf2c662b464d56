"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  CreateSchedule,
  PreviewSchedule,
  SchedulePreview,
  ScheduleView,
  UpdateSchedule,
} from "@/lib/contracts/schedules";

type ScheduleItems = { items: ScheduleView[] };

export function useSchedules(campaignId?: string) {
  return useQuery({
    queryKey: queryKeys.schedules(campaignId),
    queryFn: async ({ signal }) =>
      (await apiFetch<ScheduleItems>(withQuery("/api/schedules", { campaignId }), { signal }))
        .items,
  });
}

/** What is planned changes with its schedule, so all that shows slots is read again. */
function useRefreshPlan() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        queryKeys.schedules(),
        queryKeys.calendar(),
        queryKeys.posts(),
        queryKeys.campaigns(),
        queryKeys.overview(),
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}

export function useCreateSchedule() {
  const refresh = useRefreshPlan();
  return useMutation({
    mutationFn: (body: CreateSchedule) =>
      apiFetch<ScheduleItems>("/api/schedules", { method: "POST", body }),
    onSuccess: refresh,
  });
}

export function useUpdateSchedule() {
  const refresh = useRefreshPlan();
  return useMutation({
    mutationFn: ({ id, ...body }: UpdateSchedule & { id: string }) =>
      apiFetch<ScheduleView>(`/api/schedules/${id}`, { method: "PATCH", body }),
    onSettled: refresh,
  });
}

export function useDeleteSchedule() {
  const refresh = useRefreshPlan();
  return useMutation({
    mutationFn: (id: string) => apiFetch<void>(`/api/schedules/${id}`, { method: "DELETE" }),
    onError: (error) => toast.error(error.message),
    onSettled: refresh,
  });
}

const TYPING_MS = 350;

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/** The next runs of what is in the form, once the typing pauses. */
export function useRunPreview(draft: PreviewSchedule | null) {
  const asked = useSettled(draft === null ? null : JSON.stringify(draft));
  return useQuery({
    queryKey: [...queryKeys.schedules(), "preview", asked],
    queryFn: ({ signal }) =>
      apiFetch<SchedulePreview>("/api/schedules/preview", {
        method: "POST",
        body: JSON.parse(asked ?? "null"),
        signal,
      }),
    enabled: asked !== null,
    retry: false,
    placeholderData: keepPreviousData,
  });
}
