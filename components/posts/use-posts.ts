"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { Page } from "@/lib/contracts/common";
import type {
  ApproveOwnContent,
  OverridePost,
  PostDetail,
  PostView,
  PublishNow,
} from "@/lib/contracts/posts";
import type { ChangePublication, PublicationChanged } from "@/lib/contracts/publish";
import { catalog } from "@/lib/platforms/catalog";

export type PostFilter = {
  status?: string;
  platform?: string;
  accountId?: string;
  campaignId?: string;
  /** Left out, what has come due is listed. */
  when?: string;
};

/** Sends a person's decision about one post; `done` runs once the server took it. */
export type Override = (action: OverridePost["action"], done?: (post: PostView) => void) => void;

const PAGE_SIZE = 50;

export function usePost(id: string | null, initialData?: PostDetail) {
  return useQuery({
    initialData,
    queryKey: queryKeys.post(id ?? ""),
    queryFn: ({ signal }) => apiFetch<PostDetail>(`/api/posts/${id}`, { signal }),
    enabled: id !== null,
  });
}

/** A status speaks for itself; without one the latest comes first, or the next. */
function toListQuery({ when, ...filter }: PostFilter) {
  if (filter.status) return filter;
  return when === "coming"
    ? { ...filter, when, order: "asc" }
    : { ...filter, when: "past", order: "desc" };
}

export function usePostPages(filter: PostFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.posts({ pages: true, ...filter }),
    queryFn: ({ pageParam, signal }) =>
      apiFetch<Page<PostView>>(
        withQuery("/api/posts", { ...toListQuery(filter), limit: PAGE_SIZE, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Everything that shows posts is read again after a person changed one. */
function useRefreshPosts() {
  const client = useQueryClient();
  return () =>
    Promise.all(
      [queryKeys.posts(), queryKeys.calendar(), queryKeys.overview(), queryKeys.optimizer()].map(
        (queryKey) => client.invalidateQueries({ queryKey }),
      ),
    );
}

export function useOverride() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: ({ postId, ...body }: OverridePost & { postId: string }) =>
      apiFetch<PostView>(`/api/posts/${postId}`, { method: "PATCH", body }),
    onError: (error) => toast.error(error.message),
    onSettled: refresh,
  });
}

/** Sends a planned post out at once. */
export function usePublishPost() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: (postId: string) =>
      apiFetch<PostView>("/api/posts/publish", { method: "POST", body: { postId } }),
    onSuccess: () => toast.success("On its way. The status here follows it."),
    onError: (error) => toast.error(error.message),
    onSettled: refresh,
  });
}

/** Gives a draft its time, or sends it at once. */
export function usePlanDraft() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: ({ postId, ...body }: ChangePublication & { postId: string }) =>
      apiFetch<PublicationChanged>(`/api/v1/publish/${postId}`, { method: "PATCH", body }),
    onSettled: refresh,
  });
}

/** Approves what a post without a variant says. */
export function useApproveOwn() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: ({ postId, contentHash }: ApproveOwnContent & { postId: string }) =>
      apiFetch<PostView>(`/api/posts/${postId}/approve`, { method: "POST", body: { contentHash } }),
    onSuccess: () => toast.success("Approved"),
    onError: (error) => toast.error(error.message),
    onSettled: refresh,
  });
}

/** Takes a published post off its platform. */
export function useRemovePost() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: (postId: string) =>
      apiFetch<PostView>(`/api/posts/${postId}`, { method: "DELETE" }),
    // Here, since the button is gone by the time it is read again.
    onSuccess: ({ platform }) => toast.success(`Removed from ${catalog[platform].label}`),
    onSettled: refresh,
  });
}

/** Makes a post of a campaign and sends it out at once. */
export function usePublishNow() {
  const refresh = useRefreshPosts();
  return useMutation({
    mutationFn: (body: PublishNow) => apiFetch<PostView>("/api/posts", { method: "POST", body }),
    onSettled: refresh,
  });
}
