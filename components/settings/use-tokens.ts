"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { CreateToken, TokenCreated, TokenList, TokenView } from "@/lib/contracts/tokens";

export const useTokens = () =>
  useQuery({
    queryKey: queryKeys.tokens(),
    queryFn: ({ signal }) => apiFetch<TokenList>("/api/tokens", { signal }),
  });

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateToken) =>
      apiFetch<TokenCreated>("/api/tokens", { method: "POST", body }),
    onSuccess: () => void client.invalidateQueries({ queryKey: queryKeys.tokens() }),
  });
}

export function useRevokeToken(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: TokenView) =>
      apiFetch<void>(`/api/tokens/${token.id}`, { method: "DELETE" }),
    onSuccess: (_, token) => toast.success(`${token.name} no longer works`),
    onError: (error, token) =>
      toast.error(`${token.name} was not revoked`, { detail: error.message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.tokens() });
      onDone();
    },
  });
}
