"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { actsAtOnce, KIND_WORDS } from "@/components/settings/sandbox/fault-words";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type {
  InjectFault,
  SandboxFault,
  SandboxFaultList,
  SandboxLedger,
  SandboxPersonaList,
} from "@/lib/contracts/sandbox";

/** The sandbox tells nobody when a fault strikes or a post arrives. */
const everyMs = 5_000;

export const usePersonas = () =>
  useQuery({
    queryKey: queryKeys.sandbox("profiles"),
    queryFn: ({ signal }) => apiFetch<SandboxPersonaList>("/api/sandbox/profiles", { signal }),
    select: (list) => list.items,
  });

export const useFaults = () =>
  useQuery({
    queryKey: queryKeys.sandbox("faults"),
    queryFn: ({ signal }) => apiFetch<SandboxFaultList>("/api/sandbox/faults", { signal }),
    select: (list) => list.items,
    refetchInterval: everyMs,
  });

export const useLedger = () =>
  useQuery({
    queryKey: queryKeys.sandbox("ledger"),
    queryFn: ({ signal }) => apiFetch<SandboxLedger>("/api/sandbox/ledger", { signal }),
    select: (list) => list.items,
    refetchInterval: everyMs,
  });

export function useInjectFault(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: InjectFault) =>
      apiFetch<SandboxFault>("/api/sandbox/faults", { method: "POST", body }),
    onSuccess: ({ kind }) => {
      const { label } = KIND_WORDS[kind];
      toast.success(actsAtOnce(kind) ? `${label}, from now on` : `“${label}” waits for its call`);
      void client.invalidateQueries({ queryKey: queryKeys.sandbox() });
      onDone();
    },
  });
}

/** Without a fault: all of them. */
export function useRemoveFault() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fault: SandboxFault | null) =>
      apiFetch<void>(fault ? `/api/sandbox/faults/${fault.id}` : "/api/sandbox/faults", {
        method: "DELETE",
      }),
    onError: (error) => toast.error("Nothing was removed", { detail: error.message }),
    onSettled: () => void client.invalidateQueries({ queryKey: queryKeys.sandbox("faults") }),
  });
}
