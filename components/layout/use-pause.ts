"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AskPause, CameDue, PauseEffect } from "@/lib/contracts/pauses";
import type { WorkspacePause } from "@/lib/contracts/schedules";

const AGAIN_MS = 30_000;

/** Who holds everything; events tell of what changes. */
export const useWorkspacePause = (initial: WorkspacePause) =>
  useQuery({
    queryKey: queryKeys.workspacePause(),
    queryFn: ({ signal }) => apiFetch<WorkspacePause>("/api/schedules/pause-all", { signal }),
    initialData: initial,
    // What changed while the page was loading was told to nobody.
    refetchInterval: AGAIN_MS,
  });

/** What the pause holds, asked anew each time the question is put. */
export const usePauseEffect = ({ level, id }: AskPause) =>
  useQuery({
    queryKey: [...queryKeys.posts(), "pause", level, id],
    queryFn: ({ signal }) =>
      apiFetch<PauseEffect>(withQuery("/api/pauses", { level, id }), { signal }),
    staleTime: 0,
    gcTime: 0,
  });

/** A pause changes what all of these show. */
function useRefreshHeld() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [
        queryKeys.workspace(),
        queryKeys.calendar(),
        queryKeys.posts(),
        queryKeys.overview(),
        queryKeys.schedules(),
        queryKeys.accounts(),
      ].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
}

export function usePauseAll() {
  const refresh = useRefreshHeld();
  return useMutation({
    mutationFn: (body: { paused: boolean; cameDue?: CameDue }) =>
      apiFetch("/api/schedules/pause-all", { method: "POST", body }),
    onSuccess: (_done, { paused }) =>
      toast.success(paused ? "Everything is paused" : "Posts go out again"),
    onError: (error) => toast.error(error.message),
    onSettled: refresh,
  });
}
