"use client";

import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type TypedWeights, toTypedWeights, WEIGHT_NAMES } from "@/components/ui/typed-weights";
import { WEIGHT_PRESETS } from "@/lib/domain/bandit/engagement-weights";

export type WeightsInputsProps = {
  weights: TypedWeights;
  error?: string;
  disabled?: boolean;
  onChange: (weights: TypedWeights) => void;
};

const LABELS = {
  likes: "Likes",
  comments: "Comments",
  shares: "Shares",
  clicks: "Clicks",
  saves: "Saves",
  conversions: "Conversions",
  views: "Views",
} as const;

/** What each interaction is worth, from a preset or typed, and why views are worth nothing. */
export function WeightsInputs({ weights, error, disabled, onChange }: WeightsInputsProps) {
  const preset = WEIGHT_PRESETS.find((each) =>
    WEIGHT_NAMES.every((name) => Number(weights[name]) === each.weights[name]),
  );
  const choose = (key: string) => {
    const chosen = WEIGHT_PRESETS.find((each) => each.key === key);
    if (chosen) onChange(toTypedWeights(chosen.weights));
  };
  return (
    <div className="grid gap-3">
      <Field label="Begin with" hint={preset?.words ?? "Your own numbers."}>
        <Select
          value={preset?.key ?? ""}
          disabled={disabled}
          placeholder={preset ? undefined : "Your own"}
          options={WEIGHT_PRESETS.map(({ key, label }) => ({ value: key, label }))}
          onChange={(event) => choose(event.target.value)}
        />
      </Field>
      <fieldset>
        <legend className="sr">Engagement weights</legend>
        <div className="grid grid-cols-2 gap-3 min-[420px]:grid-cols-3">
          {WEIGHT_NAMES.map((name) => (
            <Field key={name} label={LABELS[name]}>
              <Input
                inputMode="decimal"
                value={weights[name]}
                disabled={disabled}
                onChange={(event) => onChange({ ...weights, [name]: event.target.value })}
              />
            </Field>
          ))}
        </div>
      </fieldset>
      {error ? <FieldError>{error}</FieldError> : null}
      <p className="t3 xs" style={{ textWrap: "pretty" }}>
        Views are 0 on purpose: how often a post is seen tells how far the platform carried it, not
        how good its copy is. On 500 real posts of one brand, views made up 83% of a score that
        counted them, and of its best 100 posts only 7 were among the best 100 by engagement.
      </p>
    </div>
  );
}
