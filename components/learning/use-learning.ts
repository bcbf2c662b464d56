"use client";

import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  EvolutionRuns,
  LearningChannel,
  LearningChannels,
  PromptVerdict,
  UpdateLearningChannel,
} from "@/lib/contracts/learning";
import type { LearningSettings, UpdateLearningSettings } from "@/lib/contracts/learning-settings";
import type { PromptWork } from "@/lib/contracts/prompt-work";

const at = (channelId: string, rest = "") => `/api/learning/${channelId}${rest}`;

export function useLearningChannels() {
  return useInfiniteQuery({
    queryKey: [...queryKeys.learning(), "channels"],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<LearningChannels>(
        withQuery("/api/learning", { limit: 100, cursor: pageParam ?? undefined }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function useLearningChannel(channelId: string) {
  return useQuery({
    queryKey: queryKeys.learning(channelId),
    queryFn: ({ signal }) => apiFetch<LearningChannel>(at(channelId), { signal }),
    placeholderData: keepPreviousData,
  });
}

/** Earlier runs, page by page, from where the channel's own list ends. */
export function useEarlierRuns(channelId: string, cursor: string | null) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.learning(channelId), "runs", cursor],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<EvolutionRuns>(withQuery(at(channelId, "/runs"), { cursor: pageParam, limit: 20 }), {
        signal,
      }),
    initialPageParam: cursor ?? "",
    getNextPageParam: (page) => page.nextCursor,
    enabled: false,
  });
}

export function usePromptWork(channelId: string, promptId: string) {
  return useQuery({
    queryKey: [...queryKeys.learning(channelId), "prompt", promptId],
    queryFn: ({ signal }) =>
      apiFetch<PromptWork>(at(channelId, `/prompts/${promptId}`), { signal }),
  });
}

const showError = (title: string) => (error: unknown) =>
  toast.error(title, error instanceof ApiError ? { detail: error.problem.detail } : {});

function useStale() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.learning() });
}

export function usePauseChannel(channelId: string) {
  const stale = useStale();
  return useMutation({
    mutationFn: (body: UpdateLearningChannel) => apiFetch(at(channelId), { method: "PATCH", body }),
    onSuccess: (_, { paused }) =>
      toast.success(paused ? "Learning is paused on this channel" : "Learning goes on"),
    onError: showError("The channel was not changed"),
    onSettled: stale,
  });
}

export function useRunNow(channelId: string) {
  const stale = useStale();
  return useMutation({
    mutationFn: () => apiFetch(at(channelId, "/run"), { method: "POST" }),
    onSuccess: () =>
      toast.success("The run is queued", {
        detail: "What it decides appears under What happened.",
      }),
    onError: showError("The run was not started"),
    onSettled: stale,
  });
}

export interface Verdict extends PromptVerdict {
  promptId: string;
  name: string;
}

export function useJudgePrompt(channelId: string) {
  const stale = useStale();
  return useMutation({
    mutationFn: ({ promptId, verdict, note }: Verdict) =>
      apiFetch(at(channelId, `/prompts/${promptId}`), { method: "POST", body: { verdict, note } }),
    onSuccess: (_, { name, verdict }) =>
      toast.success(
        verdict === "promote" ? `${name} leads now, on probation` : `${name} was turned down`,
      ),
    onError: (error, { name }) => showError(`Nothing was decided about ${name}`)(error),
    onSettled: stale,
  });
}

export function useRollBack(channelId: string) {
  const stale = useStale();
  return useMutation({
    mutationFn: ({ promptId }: { promptId: string; name: string }) =>
      apiFetch(at(channelId, "/rollback"), { method: "POST", body: { promptId } }),
    onSuccess: (_, { name }) => toast.success(`${name} writes again`),
    onError: showError("The champion was not changed"),
    onSettled: stale,
  });
}

export function useSaveLearningSettings() {
  const stale = useStale();
  return useMutation({
    mutationFn: (body: UpdateLearningSettings) =>
      apiFetch<LearningSettings>("/api/learning/settings", { method: "PATCH", body }),
    onSettled: stale,
  });
}
