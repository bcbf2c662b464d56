"use client";

import { useState } from "react";
import { doneWords, failedWords } from "@/components/approvals/approval-words";
import { detailOf, useVerdict } from "@/components/approvals/use-approvals";
import { toast } from "@/components/ui/toast";
import type { ReviewResult } from "@/lib/contracts/approvals";
import type { ReviewVerdict } from "@/lib/contracts/reviews";
import type { Platform } from "@/lib/platforms/platform";

/** One content as it stood before the reviewer. */
export interface Seen {
  id: string;
  letter: string;
  platform: Platform;
  contentHash: string;
}

export interface Failure {
  title: string;
  detail: string;
}

/** Resolves to whether all of it was taken. */
export type Decide = (
  seen: readonly Seen[],
  verdict: ReviewVerdict,
  comment?: string,
) => Promise<boolean>;

/** Gives verdicts, one or many, and remembers at which variant one was refused and why. */
export function useDesk() {
  const { mutateAsync } = useVerdict();
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [failures, setFailures] = useState<ReadonlyMap<string, Failure>>(new Map());

  const decide: Decide = async (seen, verdict, comment) => {
    const ids = new Set(seen.map(({ id }) => id));
    setBusy((now) => new Set([...now, ...ids]));
    try {
      const items = seen.map(({ id, contentHash }) => ({ variantId: id, contentHash }));
      const said = comment?.trim();
      const { results } = await mutateAsync({ items, verdict, ...(said ? { comment: said } : {}) });
      setFailures((now) => toFailures(now, results, verdict));
      const done = seen.filter(({ id }) =>
        results.some((each) => each.ok && each.variantId === id),
      );
      tell(verdict, done, seen.length, () => void decide(done, "withdrawn"));
      return done.length === seen.length;
    } catch (error) {
      toast.error("Nothing was decided", { detail: detailOf(error) });
      return false;
    } finally {
      setBusy((now) => new Set([...now].filter((id) => !ids.has(id))));
    }
  };
  return { busy, failures, decide };
}

function toFailures(
  now: ReadonlyMap<string, Failure>,
  results: readonly ReviewResult[],
  verdict: ReviewVerdict,
): ReadonlyMap<string, Failure> {
  const next = new Map(now);
  for (const result of results) {
    if (result.ok) next.delete(result.variantId);
    else next.set(result.variantId, failedWords(verdict, result));
  }
  return next;
}

function tell(verdict: ReviewVerdict, done: readonly Seen[], asked: number, onUndo: () => void) {
  const left = asked - done.length;
  const detail =
    left > 0 && asked > 1
      ? `${left} ${left === 1 ? "was" : "were"} not: read why there.`
      : undefined;
  const options = detail ? { detail } : {};
  if (done.length === 0) {
    if (asked > 1) toast.error("None of them was taken", { detail: "Read why at each of them." });
    return;
  }
  const words = doneWords(verdict, done);
  if (verdict === "withdrawn") toast.success(words, options);
  else toast.undo(words, onUndo, options);
}
