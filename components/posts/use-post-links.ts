"use client";

import { useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { LinkList } from "@/lib/contracts/links";

/** A click of a platform that counts its own changes no total, so nothing tells of it. */
const LOOK_AGAIN_MS = 15_000;

/** The short links of one post. */
export const usePostLinks = (postId: string) =>
  useQuery({
    queryKey: queryKeys.links("list", "postId", postId),
    queryFn: ({ signal }) => apiFetch<LinkList>(`/api/links?postId=${postId}`, { signal }),
    refetchInterval: LOOK_AGAIN_MS,
  });
