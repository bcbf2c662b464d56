"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { RecipientPage } from "@/lib/contracts/recipients";
import type { RecipientState } from "@/lib/domain/recipient-status";

const FIRST_PAGE_SIZE = 10;
const PAGE_SIZE = 50;
/** What becomes of messages is told by no event of its own. */
const LOOK_AGAIN_MS = 15_000;

export function useRecipients(postId: string, state: RecipientState | null) {
  return useInfiniteQuery({
    queryKey: [...queryKeys.post(postId), "recipients", state],
    queryFn: ({ pageParam, signal }) =>
      apiFetch<RecipientPage>(
        withQuery(`/api/posts/${postId}/recipients`, {
          limit: pageParam === null ? FIRST_PAGE_SIZE : PAGE_SIZE,
          cursor: pageParam,
          ...(state ? { state } : {}),
        }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    // Many pages are not read again and again: an event or a person asks for that.
    refetchInterval: ({ state: { data } }) =>
      data && data.pages.length === 1 ? LOOK_AGAIN_MS : false,
  });
}
