"use client";

import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { replaceAddress, useSearch } from "@/components/layout/address";
import { toast } from "@/components/ui/toast";
import { apiFetch, withQuery } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { BestTimesView } from "@/lib/contracts/best-times";
import { GOALS, type Goal } from "@/lib/domain/metrics";

interface Choice {
  accountId?: string;
  goal?: Goal;
}

/** The address holds account and goal, so that it can be shared. */
export function useWeekChoice() {
  const pathname = usePathname();
  const search = useSearch();
  const choice: Choice = {
    accountId: search.get("account") ?? undefined,
    goal: GOALS.find((each) => each === search.get("goal")),
  };
  const change = (changes: Choice) => {
    const { accountId, goal } = { ...choice, ...changes };
    const entries = [
      ...(accountId ? [["account", accountId]] : []),
      ...(goal ? [["goal", goal]] : []),
    ];
    const query = new URLSearchParams(entries).toString();
    replaceAddress(query ? `${pathname}?${query}` : pathname);
  };
  return { choice, change };
}

export function useBestTimes({ accountId, goal }: Choice) {
  return useQuery({
    queryKey: [...queryKeys.optimizer(), "best-times", accountId ?? "", goal ?? ""],
    queryFn: ({ signal }) =>
      apiFetch<BestTimesView>(withQuery("/api/optimizer/best-times", { accountId, goal }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });
}

export function useSetZone() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ accountId, timeZone }: { accountId: string; timeZone: string | null }) =>
      apiFetch(`/api/accounts/${accountId}/time-zone`, { method: "PUT", body: { timeZone } }),
    onSuccess: () => toast.success("The hours are worked out anew"),
    onError: (error) => toast.error(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.optimizer() }),
  });
}
