"use client";

import { ApprovalField } from "@/components/campaigns/approval-field";
import type { CampaignDraft, DraftErrors } from "@/components/campaigns/draft";
import { GoalNotes } from "@/components/campaigns/goal-notes";
import { PlatformPicker } from "@/components/campaigns/platform-picker";
import { OBJECTIVE_WORDS } from "@/components/campaigns/words";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { OBJECTIVES, Objective } from "@/lib/contracts/campaigns";

export type CampaignFieldsProps = {
  draft: CampaignDraft;
  errors: DraftErrors;
  onChange: (change: Partial<CampaignDraft>) => void;
  /** A field was left: say what is wrong with it, not before. */
  onLeave: (field: keyof CampaignDraft) => void;
};

const goals = OBJECTIVES.map((value) => ({
  value,
  label: `${OBJECTIVE_WORDS[value].label}: ${OBJECTIVE_WORDS[value].hint.toLowerCase()}`,
}));
const amounts = ["2", "3", "4", "5"].map((value) => ({ value, label: `${value} variants` }));

export function CampaignFields({ draft, errors, onChange, onLeave }: CampaignFieldsProps) {
  return (
    <div style={{ display: "grid", gap: 18 }}>
      <Field label="Name" error={errors.name}>
        <Input
          value={draft.name}
          autoFocus
          placeholder="Autumn single-origin launch"
          onChange={(event) => onChange({ name: event.target.value })}
          onBlur={() => onLeave("name")}
        />
      </Field>
      <Field
        label="Brief"
        hint="What it is about, for whom, and what they should do. Facts and links that may be used."
        error={errors.brief}
      >
        <Textarea
          value={draft.brief}
          rows={5}
          onChange={(event) => onChange({ brief: event.target.value })}
          onBlur={() => onLeave("brief")}
        />
      </Field>
      <Field label="Goal" hint="What Bandwagon compares variants by." error={errors.objective}>
        <Select
          value={draft.objective}
          options={goals}
          onChange={(event) => onChange({ objective: Objective.parse(event.target.value) })}
        />
      </Field>
      <Field label="Platforms" error={errors.platforms} group>
        <PlatformPicker
          chosen={draft.platforms}
          onChange={(platforms) => onChange({ platforms })}
        />
        <GoalNotes goal={draft.objective} platforms={draft.platforms} />
      </Field>
      <Field
        label="Variants for each platform"
        hint="They compete: more take longer to compare."
        error={errors.variantsPerPlatform}
      >
        <Select
          value={draft.variantsPerPlatform}
          options={amounts}
          onChange={(event) => onChange({ variantsPerPlatform: event.target.value })}
        />
      </Field>
      <BrandFields draft={draft} errors={errors} onChange={onChange} onLeave={onLeave} />
      <Field
        label="Minutes a post may be late"
        hint="Later than this it is not posted at all. Empty leaves it to the workspace’s settings."
        error={errors.lateAfterMinutes}
      >
        <Input
          value={draft.lateAfterMinutes}
          inputMode="numeric"
          onChange={(event) => onChange({ lateAfterMinutes: event.target.value })}
          onBlur={() => onLeave("lateAfterMinutes")}
        />
      </Field>
      <Field
        label="Tags"
        hint="Separated by commas. Results of several campaigns can be looked at together by a tag."
        error={errors.tags}
      >
        <Input
          value={draft.tags}
          placeholder="autumn, espresso"
          onChange={(event) => onChange({ tags: event.target.value })}
          onBlur={() => onLeave("tags")}
        />
      </Field>
      <ApprovalField
        checked={draft.approvalRequired}
        onChange={(approvalRequired) => onChange({ approvalRequired })}
      />
    </div>
  );
}

function BrandFields({ draft, errors, onChange, onLeave }: CampaignFieldsProps) {
  return (
    <>
      <Field
        label="Tone"
        hint="As you would tell a colleague: dry, exact, warm."
        error={errors.tone}
      >
        <Input
          value={draft.tone}
          onChange={(event) => onChange({ tone: event.target.value })}
          onBlur={() => onLeave("tone")}
        />
      </Field>
      <Field
        label="Never say"
        hint="Words and phrases, separated by commas."
        error={errors.bannedWords}
      >
        <Input
          value={draft.bannedWords}
          placeholder="best in the world, cheap"
          onChange={(event) => onChange({ bannedWords: event.target.value })}
          onBlur={() => onLeave("bannedWords")}
        />
      </Field>
      <Field
        label="Longest text"
        hint="In characters. Empty leaves each platform's own limit."
        error={errors.maxLength}
      >
        <Input
          value={draft.maxLength}
          inputMode="numeric"
          onChange={(event) => onChange({ maxLength: event.target.value })}
          onBlur={() => onLeave("maxLength")}
        />
      </Field>
    </>
  );
}
