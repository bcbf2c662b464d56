"use client";

import type { ReactNode } from "react";
import { EVERYTHING, isNarrowed } from "@/components/analytics/results-address";
import { ResultsBoard } from "@/components/analytics/results-board";
import { ResultsFilters } from "@/components/analytics/results-filters";
import { ResultsLead } from "@/components/analytics/results-lead";
import {
  Failed,
  IgnoredNotice,
  NothingHere,
  NothingOut,
  NotRenewed,
  ResultsSkeleton,
} from "@/components/analytics/results-states";
import { useLiveResults } from "@/components/analytics/use-live-results";
import type { ResultsChoice } from "@/components/analytics/use-results-filter";
import { Lead } from "@/components/ui/lead";
import type { SummaryView } from "@/lib/contracts/analytics";

type ResultsViewProps = {
  choice: ResultsChoice;
  campaignId?: string;
  /** At the end of the filters. */
  actions?: ReactNode;
  /** What leads to a first result, where there is none at all. */
  toFirst?: ReactNode;
  /** Tables that this page has beside those of every page. */
  tables: (summary: SummaryView) => ReactNode;
};

/** A choice of results, in whatever state they are. */
export function ResultsView({ choice, campaignId, actions, toFirst, tables }: ResultsViewProps) {
  const { data, error, refetch, dataUpdatedAt, isPlaceholderData } = useLiveResults(choice.query);
  const { ignored, change } = choice;
  const retry = () => void refetch();
  const clear = () => change(EVERYTHING);
  return (
    <>
      {data ? <ResultsLead summary={data} /> : <Lead>What came in</Lead>}
      <ResultsFilters choice={choice} campaignId={campaignId}>
        {actions}
      </ResultsFilters>
      <IgnoredNotice ignored={ignored} onDrop={() => change({})} />
      {error && data ? <NotRenewed error={error} onRetry={retry} /> : null}
      {error && !data ? (
        <Failed
          error={error}
          title="The results could not be loaded"
          onRetry={retry}
          onClear={isNarrowed(choice.filter) ? clear : undefined}
        />
      ) : null}
      {!error && !data ? <ResultsSkeleton /> : null}
      {data ? (
        <div aria-busy={isPlaceholderData || undefined} className="results">
          {isEmpty(data) ? (
            <Empty choice={choice} summary={data} toFirst={toFirst} onClear={clear} />
          ) : (
            <ResultsBoard summary={data} choice={choice} receivedAt={dataUpdatedAt}>
              {tables(data)}
            </ResultsBoard>
          )}
        </div>
      ) : null}
    </>
  );
}

const isEmpty = ({ totals, platforms }: SummaryView) =>
  totals.posts === 0 && platforms.length === 0;

type EmptyProps = {
  choice: ResultsChoice;
  summary: SummaryView;
  toFirst?: ReactNode;
  onClear: () => void;
};

/** Nothing at all yet, or nothing in this choice. */
function Empty({ choice: { filter }, summary, toFirst, onClear }: EmptyProps) {
  const isWhole = filter.period === "all" || summary.freshAt === null;
  if (isWhole && !isNarrowed(filter)) return <NothingOut action={toFirst} />;
  return <NothingHere onClear={onClear} />;
}
