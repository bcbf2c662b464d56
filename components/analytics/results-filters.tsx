"use client";

import { PERIODS, type PeriodChoice } from "@/components/analytics/results-period";
import { useCampaignNames } from "@/components/analytics/use-analytics";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";

export interface ResultsFilter extends PeriodChoice {
  platform: string;
  campaignId: string;
}

type ResultsFiltersProps = {
  filter: ResultsFilter;
  onChange: (changes: Partial<ResultsFilter>) => void;
};

const platforms = [
  { value: "", label: "All platforms" },
  ...PLATFORMS.map((platform) => ({ value: platform, label: catalog[platform].label })),
];

export function ResultsFilters({ filter, onChange }: ResultsFiltersProps) {
  const names = useCampaignNames();
  const campaigns = [
    { value: "", label: "All campaigns" },
    ...(names.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <form
      aria-label="Filter the results"
      className="pad row wrap"
      style={{
        alignItems: "flex-end",
        gap: 12,
        paddingBlock: 12,
        borderBottom: "1px solid var(--line)",
      }}
      onSubmit={(event) => event.preventDefault()}
    >
      <Segmented
        label="Period"
        value={filter.period}
        onChange={(period) => onChange({ period })}
        options={PERIODS}
      />
      {filter.period === "dates" ? <Dates filter={filter} onChange={onChange} /> : null}
      <Field label="Platform" className="flex-[1_1_140px] md:flex-none">
        <Select
          options={platforms}
          value={filter.platform}
          onChange={(event) => onChange({ platform: event.target.value })}
        />
      </Field>
      <Field label="Campaign" className="flex-[1_1_140px] md:flex-none">
        <Select
          options={campaigns}
          value={filter.campaignId}
          onChange={(event) => onChange({ campaignId: event.target.value })}
        />
      </Field>
    </form>
  );
}

function Dates({ filter, onChange }: ResultsFiltersProps) {
  return (
    <>
      <Field label="From">
        <Input
          type="date"
          value={filter.fromDay}
          max={filter.toDay || undefined}
          onChange={(event) => onChange({ fromDay: event.target.value })}
        />
      </Field>
      <Field label="To">
        <Input
          type="date"
          value={filter.toDay}
          min={filter.fromDay || undefined}
          onChange={(event) => onChange({ toDay: event.target.value })}
        />
      </Field>
    </>
  );
}
