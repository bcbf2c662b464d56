"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  AccountList,
  AccountView,
  ConnectCredentials,
  ConnectedByCredentials,
  DisconnectedAccount,
  PlatformSetupList,
  UpdateAccount,
} from "@/lib/contracts/accounts";

export function useAccounts() {
  return useQuery({
    queryKey: queryKeys.accounts(),
    queryFn: ({ signal }) => apiFetch<AccountList>("/api/accounts", { signal }),
    select: (list) => list.items,
    refetchOnWindowFocus: "always",
  });
}

export function usePlatforms() {
  return useQuery({
    queryKey: queryKeys.platforms(),
    queryFn: ({ signal }) => apiFetch<PlatformSetupList>("/api/platforms", { signal }),
    select: (list) => list.items,
  });
}

const showError = (title: string) => (error: unknown) =>
  toast.error(title, { detail: error instanceof ApiError ? error.problem.detail : undefined });

/** Shown at once, taken back with a message when the server refuses. */
export function usePauseAccount() {
  const client = useQueryClient();
  const queryKey = queryKeys.accounts();
  return useMutation({
    mutationFn: ({ account, ...body }: UpdateAccount & { account: AccountView }) =>
      apiFetch<AccountView>(`/api/accounts/${account.id}`, { method: "PATCH", body }),
    onMutate: async ({ account, paused }) => {
      await client.cancelQueries({ queryKey, exact: true });
      const before = client.getQueryData<AccountList>(queryKey);
      client.setQueryData<AccountList>(
        queryKey,
        (list) =>
          list && {
            ...list,
            items: list.items.map((each) => (each.id === account.id ? { ...each, paused } : each)),
          },
      );
      return { before };
    },
    onError: (error, { paused }, context) => {
      if (context?.before) client.setQueryData(queryKey, context.before);
      showError(paused ? "Not paused" : "Not resumed")(error);
    },
    onSettled: () =>
      Promise.all(
        [queryKey, queryKeys.calendar(), queryKeys.posts(), queryKeys.overview()].map((key) =>
          client.invalidateQueries({ queryKey: key }),
        ),
      ),
  });
}

export function useDisconnectAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: AccountView) =>
      apiFetch<DisconnectedAccount>(`/api/accounts/${account.id}`, { method: "DELETE" }),
    onSuccess: ({ account, canceledPosts, revoked }) => {
      const parts = [
        canceledPosts > 0 ? `${canceledPosts} posts canceled.` : null,
        revoked === false ? "The platform did not confirm: remove Bandwagon there too." : null,
      ];
      const detail = parts.filter(Boolean).join(" ");
      toast.success(`${account.handle} is disconnected`, detail ? { detail } : {});
    },
    onError: showError("Not disconnected"),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.accounts() }),
  });
}

export function useRenewAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: AccountView) =>
      apiFetch<AccountView>(`/api/accounts/${account.id}/refresh`, { method: "POST" }),
    onSuccess: (account) => toast.success(`${account.handle} answers, its access is good`),
    onError: showError("The access was not renewed"),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.accounts() }),
  });
}

export function useConnectCredentials() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ConnectCredentials) =>
      apiFetch<ConnectedByCredentials>("/api/accounts", { method: "POST", body }),
    onSuccess: () => client.invalidateQueries({ queryKey: queryKeys.accounts() }),
  });
}
