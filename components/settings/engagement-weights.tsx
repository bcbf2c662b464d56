"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { toast } from "@/components/ui/toast";
import { readTypedWeights, type TypedWeights, toTypedWeights } from "@/components/ui/typed-weights";
import { WeightsInputs } from "@/components/ui/weights-inputs";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { queryKeys } from "@/lib/api/query-keys";
import type { EngagementWeights as Weights, WorkspaceView } from "@/lib/contracts/workspace";

type WeightsProps = { workspace: WorkspaceView; canChange: boolean };

/** What engagement is worth in every campaign without weights of its own. */
export function EngagementWeights({ workspace, canChange }: WeightsProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState<TypedWeights | null>(null);
  const [error, setError] = useState<string>();
  const save = useMutation({
    mutationFn: (engagementWeights: Weights) =>
      apiFetch<WorkspaceView>("/api/workspace", {
        method: "PATCH",
        body: { settings: { engagementWeights } },
      }),
    onSuccess: (saved) => {
      client.setQueryData(queryKeys.workspace(), saved);
      void client.invalidateQueries({ queryKey: queryKeys.optimizer() });
      setTyped(null);
      toast.success("Weights saved", { detail: "They hold from the next choice on." });
    },
    onError: (problem) =>
      setError(problem instanceof ApiError ? problem.problem.detail : problem.message),
  });
  const submit = () => {
    if (!typed) return;
    const weights = readTypedWeights(typed);
    if (typeof weights === "string") return setError(weights);
    save.mutate(weights);
  };
  const change = (weights: TypedWeights | null) => {
    setTyped(weights);
    setError(undefined);
  };
  return (
    <Section title="What engagement is worth">
      <p className="t2" style={{ marginBottom: 12 }}>
        Campaigns for engagement are compared by it, for each view. A campaign may have weights of
        its own.
      </p>
      <WeightsInputs
        weights={typed ?? toTypedWeights(workspace.settings.engagementWeights)}
        error={error}
        disabled={!canChange}
        onChange={change}
      />
      {canChange ? (
        <div className="row" style={{ marginTop: 14 }}>
          <Button loading={save.isPending} disabled={!typed} onClick={submit}>
            Save weights
          </Button>
          {typed ? (
            <Button variant="quiet" onClick={() => change(null)}>
              Discard changes
            </Button>
          ) : null}
        </div>
      ) : null}
    </Section>
  );
}
