"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { DownloadReport } from "@/components/analytics/campaign-results";
import { capital, inFigures, inPercent, inWords } from "@/components/analytics/figures-in-words";
import { Freshness } from "@/components/analytics/freshness";
import { ResultsChart } from "@/components/analytics/results-chart";
import { type ResultsFilter, ResultsFilters } from "@/components/analytics/results-filters";
import { ResultsKpis } from "@/components/analytics/results-kpis";
import { PERIODS, toWindow } from "@/components/analytics/results-period";
import { Failed, NothingOut, ResultsSkeleton } from "@/components/analytics/results-states";
import { CampaignTable, PlatformTable, VariantTable } from "@/components/analytics/results-tables";
import { useSummary } from "@/components/analytics/use-analytics";
import { TopBar } from "@/components/layout/top-bar";
import { useZone } from "@/components/providers/zone";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Lead } from "@/components/ui/lead";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import type { SummaryView } from "@/lib/contracts/analytics";
import { Platform } from "@/lib/platforms/platform";

const DEFAULTS: ResultsFilter = {
  period: "28",
  fromDay: "",
  toDay: "",
  platform: "",
  campaignId: "",
};
const NAMES = ["period", "fromDay", "toDay", "platform", "campaignId"] as const;

/** The address holds the filter, so that it can be shared. */
function useFilter() {
  const pathname = usePathname();
  const search = useSearchParams();
  const word = (name: string) => search.get(name) ?? "";
  const filter: ResultsFilter = {
    period: PERIODS.find((each) => each.value === word("period"))?.value ?? DEFAULTS.period,
    fromDay: word("fromDay"),
    toDay: word("toDay"),
    platform: word("platform"),
    campaignId: word("campaignId"),
  };
  const change = (changes: Partial<ResultsFilter>) => {
    const next = { ...filter, ...changes };
    const kept = NAMES.filter((name) => next[name] !== DEFAULTS[name]);
    const query = new URLSearchParams(kept.map((name) => [name, next[name]])).toString();
    window.history.replaceState(null, "", query ? `${pathname}?${query}` : pathname);
  };
  return { filter, change };
}

function useFilteredSummary(filter: ResultsFilter) {
  const zone = useZone();
  const { period, fromDay, toDay } = filter;
  const window = useMemo(
    () => toWindow({ period, fromDay, toDay }, zone, Date.now()),
    [period, fromDay, toDay, zone],
  );
  return useSummary({
    ...window,
    platform: Platform.safeParse(filter.platform).data,
    campaignId: filter.campaignId || undefined,
  });
}

export function ResultsPage() {
  const { filter, change } = useFilter();
  const { data, error, refetch, dataUpdatedAt } = useFilteredSummary(filter);
  const actions = filter.campaignId ? <DownloadReport campaignId={filter.campaignId} /> : null;
  return (
    <>
      <TopBar title="Results" meta={data?.sandbox ? <SandboxTag /> : null} actions={actions} />
      {data ? <ResultsLead summary={data} /> : <Lead>Results</Lead>}
      <ResultsFilters filter={filter} onChange={change} />
      {error && !data ? (
        <Failed
          error={error}
          title="The results could not be loaded"
          onRetry={() => void refetch()}
        />
      ) : null}
      {!error && !data ? <ResultsSkeleton /> : null}
      {data ? (
        <Results
          summary={data}
          receivedAt={dataUpdatedAt}
          hasOther={data.freshAt !== null || filter.platform !== "" || filter.campaignId !== ""}
          onClear={() => change({ ...DEFAULTS, period: "all" })}
        />
      ) : null}
    </>
  );
}

function ResultsLead({ summary }: { summary: SummaryView }) {
  const { posts, counts, rate } = summary.totals;
  const leftOut = toLeftOut(summary.realPostsLeftOut);
  if (posts === 0 && !counts.views) {
    return <Lead>Nothing has been counted in this period.{leftOut}</Lead>;
  }
  const out = `${capital(inWords(posts))} ${posts === 1 ? "post went" : "posts went"} out`;
  const seen = `${inFigures(counts.views ?? 0)} views came in`;
  const acted = rate.goal === "engagement" && rate.value !== null;
  return (
    <Lead>
      {out} and {seen}
      {acted ? `, ${inPercent(rate.value)} of them with an interaction` : ""}.{leftOut}
    </Lead>
  );
}

function toLeftOut(posts: number): string {
  if (posts === 0) return "";
  return ` ${posts} real ${posts === 1 ? "post is" : "posts are"} not counted here.`;
}

type ResultsProps = {
  summary: SummaryView;
  receivedAt: number;
  /** There may be results outside of this choice. */
  hasOther: boolean;
  onClear: () => void;
};

function Results({ summary, receivedAt, hasOther, onClear }: ResultsProps) {
  const isEmpty = summary.platforms.length === 0;
  if (isEmpty && hasOther) return <NothingHere onClear={onClear} />;
  if (isEmpty) return <NothingOut />;
  return (
    <>
      <ResultsKpis summary={summary} />
      <section className="sec">
        <ResultsChart
          summary={summary}
          mode="rate"
          freshness={
            <Freshness now={summary.now} freshAt={summary.freshAt} receivedAt={receivedAt} />
          }
        />
      </section>
      <PlatformTable summary={summary} />
      <CampaignTable summary={summary} />
      {summary.campaigns.length === 1 ? <VariantTable summary={summary} /> : null}
    </>
  );
}

function NothingHere({ onClear }: { onClear: () => void }) {
  return (
    <section className="sec">
      <EmptyState
        title="Nothing has gone out in this choice"
        action={<Button onClick={onClear}>Show everything</Button>}
      >
        No post and no result matches the period, platform and campaign above.
      </EmptyState>
    </section>
  );
}
