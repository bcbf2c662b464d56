"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { apiFetch } from "@/lib/api/fetcher";
import type { AccountChoice, ChooseAccounts, ChosenAccounts } from "@/lib/contracts/accounts";

/** Asked once: a choice that is gone does not come back. */
export function useChoice(token: string | null) {
  return useQuery({
    queryKey: ["oauth-choice", token],
    queryFn: ({ signal }) =>
      apiFetch<AccountChoice>(`/api/oauth/choice?${new URLSearchParams({ choice: token ?? "" })}`, {
        signal,
      }),
    enabled: token !== null,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useChooseAccounts() {
  return useMutation({
    mutationFn: (body: ChooseAccounts) =>
      apiFetch<ChosenAccounts>("/api/oauth/choice", { method: "POST", body }),
  });
}
