"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { AccountList } from "@/lib/contracts/accounts";
import type { ApprovalPage, ApprovalState, ReviewAnswer } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";

export interface ApprovalFilter {
  state: ApprovalState;
  campaignId?: string;
  platform?: string;
}

/** What is sent: a verdict on exactly the contents that were seen. */
export interface Verdict {
  items: { variantId: string; contentHash: string }[];
  verdict: ReviewVerdict;
  comment?: string;
}

const PAGE_SIZE = 100;

export function useApprovalPages(filter: ApprovalFilter) {
  return useInfiniteQuery({
    queryKey: queryKeys.approvals({ ...filter }),
    queryFn: ({ pageParam, signal }) =>
      apiFetch<ApprovalPage>(
        withQuery("/api/approvals", { ...filter, limit: PAGE_SIZE, cursor: pageParam }),
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** For the heads of the previews: whose posts they would be. */
export function useAuthors() {
  return useQuery({
    queryKey: queryKeys.accounts(),
    queryFn: ({ signal }) => apiFetch<AccountList>("/api/accounts", { signal }),
    select: (list) => list.items,
  });
}

/** As many as one request takes. */
const MOST_AT_ONCE = 100;

async function sendVerdict({ items, ...said }: Verdict): Promise<ReviewAnswer> {
  const results: ReviewAnswer["results"] = [];
  for (let at = 0; at < items.length; at += MOST_AT_ONCE) {
    const body = { ...said, items: items.slice(at, at + MOST_AT_ONCE) };
    const answer = await apiFetch<ReviewAnswer>("/api/approvals", { method: "POST", body });
    results.push(...answer.results);
  }
  return { results };
}

/** Sends verdicts; each variant is answered for itself. */
export function useVerdict() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: sendVerdict,
    onSettled: () =>
      Promise.all(
        [
          queryKeys.approvals(),
          ["variants"],
          queryKeys.posts(),
          queryKeys.calendar(),
          queryKeys.overview(),
        ].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

export const detailOf = (error: unknown) =>
  error instanceof ApiError ? error.problem.detail : undefined;
