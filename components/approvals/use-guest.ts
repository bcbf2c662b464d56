"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { failedWords } from "@/components/approvals/approval-words";
import { detailOf } from "@/components/approvals/use-approvals";
import type { Failure } from "@/components/approvals/use-desk";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import type { LinkedApproval, LinkedVariant, ReviewAnswer } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";

interface Said {
  verdict: ReviewVerdict;
  comment: string;
  name: string;
}

// Nothing tells this page of an edit: it has no socket, only its link.
const refreshMs = 20_000;

/** What the link opens, kept fresh, and the verdicts that go back by it. */
export function useGuest(token: string, initial: LinkedApproval) {
  const client = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, Failure>>(new Map());
  const path = `/api/approve/${encodeURIComponent(token)}`;
  const queryKey = ["approve", token];
  const query = useQuery({
    queryKey,
    queryFn: ({ signal }) => apiFetch<LinkedApproval>(path, { signal }),
    initialData: initial,
    refetchInterval: refreshMs,
    retry: false,
  });
  const setProblem = (id: string, problem: Failure | null) =>
    setProblems((now) => {
      const next = new Map(now);
      if (problem) next.set(id, problem);
      else next.delete(id);
      return next;
    });
  const decide = async ({ id, contentHash }: LinkedVariant, { verdict, comment, name }: Said) => {
    setBusy(id);
    try {
      const body = { items: [{ variantId: id, contentHash }], verdict, comment, name };
      const { results } = await apiFetch<ReviewAnswer>(`${path}/verdicts`, {
        method: "POST",
        body,
      });
      const [result] = results;
      setProblem(id, result && !result.ok ? failedWords(verdict, result) : null);
      return result?.ok ?? false;
    } catch (error) {
      setProblem(id, failedWords(verdict, { message: detailOf(error) ?? null }));
      return false;
    } finally {
      setBusy(null);
      await client.invalidateQueries({ queryKey });
    }
  };
  const isOver = query.error instanceof ApiError && query.error.problem.code === "not_found";
  return { approval: query.data, isOver, busy, problems, decide };
}
