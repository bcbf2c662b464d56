"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { DecisionReplay } from "@/lib/contracts/decision-replay";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import type {
  ArmRule,
  ArmRuleView,
  OptimizerSettings,
  UpdateOptimizerSettings,
} from "@/lib/contracts/optimizer-settings";

const showError = (title: string) => (error: unknown) =>
  toast.error(title, error instanceof ApiError ? { detail: error.problem.detail } : {});

export type RuleChange = Omit<UpdateOptimizerSettings, "campaignId">;

/** Takes effect with the next choice. */
export function useChangeRules(campaignId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: RuleChange) =>
      apiFetch<OptimizerSettings>("/api/optimizer/settings", {
        method: "PATCH",
        body: { campaignId, ...change },
      }),
    onError: showError("The rules were not changed"),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.optimizer() }),
  });
}

/** What puts the rules back to where they stand now. */
export function toUndo({ settings }: Pick<OptimizerPanel, "settings">): RuleChange {
  const { algorithm, floor, winnerMode, weights, ownWeights } = settings;
  return { algorithm, floor, winnerMode, weights: ownWeights ? weights : null };
}

export interface RuledArm {
  variantId: string;
  rule: ArmRule | null;
}

/** Locks a variant, excludes it, or lets it compete again. */
export function useRuleArm() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ variantId, rule }: RuledArm) =>
      apiFetch<ArmRuleView>(`/api/optimizer/arms/${variantId}`, {
        method: "PATCH",
        body: { rule },
      }),
    onError: showError("The variant was not changed"),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: queryKeys.optimizer() });
      void client.invalidateQueries({ queryKey: queryKeys.calendar() });
    },
  });
}

/** The choice made again from its stored row; nothing about it changes, so it is asked for once. */
export function useReplay(decisionId: string) {
  return useQuery({
    queryKey: ["decision-replay", decisionId],
    queryFn: ({ signal }) =>
      apiFetch<DecisionReplay>(`/api/optimizer/decisions/${decisionId}/replay`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
