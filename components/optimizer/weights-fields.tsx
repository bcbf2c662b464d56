"use client";

import type { RulesDraft } from "@/components/optimizer/rules-draft";
import { Checkbox } from "@/components/ui/checkbox";
import { toTypedWeights } from "@/components/ui/typed-weights";
import { WeightsInputs } from "@/components/ui/weights-inputs";
import type { EngagementWeights } from "@/lib/contracts/workspace";

type WeightsProps = {
  draft: RulesDraft;
  workspaceWeights: EngagementWeights;
  error?: string;
  onChange: (change: Partial<RulesDraft>) => void;
};

/** What each interaction is worth to this campaign. */
export function WeightsFields({ draft, workspaceWeights, error, onChange }: WeightsProps) {
  const own = (ownWeights: boolean) =>
    onChange(
      ownWeights ? { ownWeights } : { ownWeights, weights: toTypedWeights(workspaceWeights) },
    );
  return (
    <div className="grid gap-3">
      <Checkbox
        label="Weights of its own"
        hint="Off: this campaign counts as the workspace’s settings say."
        checked={draft.ownWeights}
        onChange={own}
      />
      <WeightsInputs
        weights={draft.weights}
        error={error}
        disabled={!draft.ownWeights}
        onChange={(weights) => onChange({ weights })}
      />
    </div>
  );
}
