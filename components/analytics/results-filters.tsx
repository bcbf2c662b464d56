"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Pick, PickMany } from "@/components/analytics/pick-many";
import { isDay, isNarrowed, type ResultsFilter } from "@/components/analytics/results-address";
import { PERIODS } from "@/components/analytics/results-period";
import type { ResultsChoice } from "@/components/analytics/use-results-filter";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PlatformMark } from "@/components/ui/platform-mark";
import { Segmented } from "@/components/ui/segmented";
import { accountChoices, campaignChoices, variantChoices } from "@/lib/api/choices";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";

type ResultsFiltersProps = {
  choice: ResultsChoice;
  /** The page of one campaign: campaigns and tags are not to be chosen there. */
  campaignId?: string;
  /** At the end: what is made of the choice. */
  children?: ReactNode;
};

const platformPicks: Pick[] = PLATFORMS.map((platform) => ({
  value: platform,
  label: catalog[platform].label,
  icon: <PlatformMark platform={platform} />,
}));

export function ResultsFilters({ choice, campaignId, children }: ResultsFiltersProps) {
  const { filter, change } = choice;
  const [only] = filter.campaignId.length === 1 ? filter.campaignId : [campaignId];
  return (
    <form
      aria-label="Filter the results"
      className="pad row wrap results-filters"
      onSubmit={(event) => event.preventDefault()}
    >
      <Segmented
        label="Period"
        value={filter.period}
        onChange={(period) => change({ period, ...(period === "dates" ? {} : noDays) })}
        options={PERIODS}
      />
      {filter.period === "dates" ? <Dates choice={choice} /> : null}
      <PickMany
        name="Platforms"
        search="Search a platform"
        options={platformPicks}
        value={filter.platform}
        onChange={(platform) => change({ platform: platform as Platform[] })}
      />
      <Accounts choice={choice} />
      {campaignId ? null : <Campaigns choice={choice} />}
      {only ? <Variants choice={choice} campaignId={only} /> : null}
      {isNarrowed(filter) ? (
        <Button size="sm" variant="quiet" onClick={() => change(nothingNarrowed)}>
          Clear filter
        </Button>
      ) : null}
      {children ? <span className="push row">{children}</span> : null}
    </form>
  );
}

const noDays = { fromDay: "", toDay: "" };
const nothingNarrowed: Partial<ResultsFilter> = {
  ...{ platform: [], accountId: [], campaignId: [], variantId: [], tag: [] },
};

type ChoiceProps = { choice: ResultsChoice };

function Accounts({ choice: { filter, change } }: ChoiceProps) {
  const accounts = useQuery(accountChoices).data ?? [];
  return (
    <PickMany
      name="Accounts"
      search="Search an account"
      options={accounts.map(({ id, handle, platform }) => ({
        value: id,
        label: handle,
        keywords: [catalog[platform].label],
        icon: <PlatformMark platform={platform} label={catalog[platform].label} />,
      }))}
      value={filter.accountId}
      onChange={(accountId) => change({ accountId })}
    />
  );
}

function Campaigns({ choice: { filter, change } }: ChoiceProps) {
  const campaigns = useQuery(campaignChoices).data ?? [];
  const tags = [...new Set([...campaigns.flatMap((each) => each.tags), ...filter.tag])].toSorted();
  return (
    <>
      <PickMany
        name="Campaigns"
        search="Search a campaign"
        options={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        value={filter.campaignId}
        // Variants belong to the campaigns that were chosen before.
        onChange={(campaignId) => change({ campaignId, variantId: [] })}
      />
      {tags.length > 0 ? (
        <PickMany
          name="Tags"
          search="Search a tag"
          options={tags.map((tag) => ({ value: tag, label: tag }))}
          value={filter.tag}
          onChange={(tag) => change({ tag })}
        />
      ) : null}
    </>
  );
}

function Variants({
  choice: { filter, change },
  campaignId,
}: ChoiceProps & { campaignId: string }) {
  const variants = useQuery(variantChoices(campaignId)).data ?? [];
  return (
    <PickMany
      name="Variants"
      search="Search a variant"
      options={variants.map((variant) => ({
        value: variant.id,
        label: `${variant.letter} ${variant.label}`,
        keywords: [catalog[variant.platform].label],
        icon: <PlatformMark platform={variant.platform} label={catalog[variant.platform].label} />,
      }))}
      value={filter.variantId}
      onChange={(variantId) => change({ variantId })}
    />
  );
}

function Dates({ choice: { filter, change, zone } }: ChoiceProps) {
  // Half a date is typed for a moment: only whole ones are a step of their own.
  const set = (name: "fromDay" | "toDay", day: string) => {
    if (day === "" || isDay(day)) change({ [name]: day });
  };
  return (
    <>
      {(["fromDay", "toDay"] as const).map((name) => (
        <Field key={name} label={name === "fromDay" ? "From" : "To"} className="day-field">
          <Input
            type="date"
            defaultValue={filter[name]}
            key={filter[name]}
            min={name === "toDay" ? filter.fromDay || undefined : "2000-01-01"}
            max={name === "fromDay" ? filter.toDay || undefined : "2099-12-31"}
            onChange={(event) => set(name, event.target.value)}
          />
        </Field>
      ))}
      <span className="t3 xs">Days in {zone.replaceAll("_", " ")}</span>
    </>
  );
}
