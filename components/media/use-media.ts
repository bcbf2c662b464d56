"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { type MediaFilter, mediaPages } from "@/lib/api/media-pages";
import { queryKeys } from "@/lib/api/query-keys";
import type { MediaItem, MediaSummary, MediaUses, UpdateMedia } from "@/lib/contracts/media";
import type { DraftFix } from "@/lib/domain/draft-issue";

export const detailOf = (error: unknown) =>
  error instanceof ApiError ? error.problem.detail : undefined;

const say = (title: string) => (error: unknown) => toast.error(title, { detail: detailOf(error) });

export const useMediaPages = (filter: MediaFilter) => useInfiniteQuery(mediaPages(filter));

export function useMediaSummary() {
  return useQuery({
    queryKey: [...queryKeys.media(), "summary"],
    queryFn: ({ signal }) => apiFetch<MediaSummary>("/api/media/summary", { signal }),
  });
}

export function useMediaUses(id: string) {
  return useQuery({
    queryKey: [...queryKeys.media(), "uses", id],
    queryFn: ({ signal }) => apiFetch<MediaUses>(`/api/media/${id}/uses`, { signal }),
  });
}

export function useRefreshMedia() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.media() });
}

export function useSaveMedia() {
  const refresh = useRefreshMedia();
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: UpdateMedia }) =>
      apiFetch<MediaItem>(`/api/media/${id}`, { method: "PATCH", body }),
    onSuccess: ({ fileName }) => toast.success(`${fileName} is saved`),
    onError: say("The file was not changed"),
    onSettled: refresh,
  });
}

export function useDeleteMedia() {
  const client = useQueryClient();
  const { media } = queryKeys;
  return useMutation({
    mutationFn: ({ id }: MediaItem) => apiFetch<void>(`/api/media/${id}`, { method: "DELETE" }),
    onSuccess: (_done, { fileName }) => toast.success(`${fileName} is deleted`),
    onError: say("The file was not deleted"),
    // Not where it is used: nobody asks that of a file that is gone.
    onSettled: () =>
      Promise.all(
        ["pages", "summary"].map((part) =>
          client.invalidateQueries({ queryKey: [...media(), part] }),
        ),
      ),
  });
}

export function useImportMedia() {
  const refresh = useRefreshMedia();
  return useMutation({
    mutationFn: (url: string) =>
      apiFetch<MediaItem>("/api/media/import", { method: "POST", body: { url } }),
    onSuccess: ({ fileName }) => toast.success(`${fileName} is in the library`),
    onSettled: refresh,
  });
}

type Copy =
  | { kind: "crop"; aspect: string }
  | Pick<DraftFix & { kind: "convert" }, "kind" | "mimeType">;

export function useCopyMedia() {
  const refresh = useRefreshMedia();
  return useMutation({
    mutationFn: ({ id, copy: { kind, ...body } }: { id: string; copy: Copy }) =>
      apiFetch<MediaItem>(`/api/media/${id}/${kind}`, { method: "POST", body }),
    onSuccess: ({ fileName }) => toast.success(`${fileName} is in the library`),
    onError: say("No copy was made"),
    onSettled: refresh,
  });
}
