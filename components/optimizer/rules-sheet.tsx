"use client";

import { useState } from "react";
import { OptionList } from "@/components/optimizer/option-list";
import {
  type RulesDraft,
  type RulesErrors,
  readRules,
  toRulesDraft,
} from "@/components/optimizer/rules-draft";
import { toUndo, useChangeRules } from "@/components/optimizer/use-rules";
import { WeightsFields } from "@/components/optimizer/weights-fields";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import { winnerModeWords } from "@/lib/domain/bandit/algorithm-words";

type SheetProps = { panel: OptimizerPanel; onClose: () => void };

/** How variants of one campaign are chosen, on all its platforms. */
export function RulesSheet({ panel, onClose }: SheetProps) {
  const [start] = useState(() => toRulesDraft(panel.settings));
  const [draft, setDraft] = useState(start);
  const [errors, setErrors] = useState<RulesErrors>({});
  const change = useChangeRules(panel.campaign.id);
  const edit = (part: Partial<RulesDraft>) => {
    setDraft((now) => ({ ...now, ...part }));
    setErrors({});
  };
  const { leave, question } = useDiscardQuestion({
    title: "Discard your changes to the rules?",
    isTyped: () => !change.isSuccess && JSON.stringify(draft) !== JSON.stringify(start),
    onLeave: onClose,
  });
  const save = () => {
    const read = readRules(draft);
    if (!read.ok) return setErrors(read.errors);
    const before = toUndo(panel);
    change.mutate(read.change, {
      onSuccess: () => {
        toast.undo("Rules saved", () => change.mutate(before), {
          detail: "They hold from the next choice on.",
        });
        onClose();
      },
    });
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : leave())}
      title="How Bandwagon chooses"
      description={`For ${panel.campaign.name}, on all its platforms. Posts that are out stay as they are.`}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" loading={change.isPending} onClick={save}>
            Save rules
          </Button>
        </>
      }
    >
      <RulesFields panel={panel} draft={draft} errors={errors} onChange={edit} />
      {question}
    </Sheet>
  );
}

type FieldsProps = {
  panel: OptimizerPanel;
  draft: RulesDraft;
  errors: RulesErrors;
  onChange: (change: Partial<RulesDraft>) => void;
};

const modes = (["usual", "proof"] as const).map((value) => ({ value, ...winnerModeWords[value] }));

function RulesFields({ panel, draft, errors, onChange }: FieldsProps) {
  const { reward, settings } = panel;
  const counted = reward.kind === "engagement" || reward.kind === "responses";
  const weights = (
    <WeightsFields
      draft={draft}
      workspaceWeights={settings.workspaceWeights}
      error={errors.weights}
      onChange={onChange}
    />
  );
  return (
    <div className="grid gap-6">
      <OptionList
        legend="Algorithm"
        value={draft.algorithm}
        options={panel.algorithms.map(({ algorithm, label, words, suggested }) => ({
          ...{ value: algorithm, label, words },
          tag: suggested ? "For two variants" : undefined,
        }))}
        onChange={(algorithm) => onChange({ algorithm })}
      />
      <Field
        label="Left to chance, in 100 posts"
        hint="Over all variants together. It keeps every variant in sight and the figures comparable. 0 to 50; 5 is a good start."
        error={errors.floor}
      >
        <Input
          inputMode="decimal"
          value={draft.floor}
          onChange={(event) => onChange({ floor: event.target.value })}
        />
      </Field>
      <OptionList
        legend="When a variant counts as the winner"
        value={draft.winnerMode}
        options={modes}
        onChange={(winnerMode) => onChange({ winnerMode })}
      />
      {counted ? (
        <div>
          <h3 className="b" style={{ marginBottom: 8 }}>
            What engagement is worth
          </h3>
          {weights}
        </div>
      ) : (
        <details open={Boolean(errors.weights) || undefined}>
          <summary className="b" style={{ cursor: "pointer", padding: "4px 0" }}>
            What engagement is worth
          </summary>
          <p className="t3 xs" style={{ margin: "2px 0 10px" }}>
            Not used here: variants are compared by {reward.unit.toLowerCase()}. It holds where this
            campaign is compared by engagement.
          </p>
          {weights}
        </details>
      )}
    </div>
  );
}
