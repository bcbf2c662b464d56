"use client";

import type { ReactNode } from "react";
import { EVERYTHING } from "@/components/analytics/results-address";
import { CampaignTable, VariantTable } from "@/components/analytics/results-tables";
import { ResultsView } from "@/components/analytics/results-view";
import { useLiveResults } from "@/components/analytics/use-live-results";
import { useResultsFilter } from "@/components/analytics/use-results-filter";
import { TopBar } from "@/components/layout/top-bar";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import type { ResultsQuery } from "@/lib/contracts/analytics";

const START = { ...EVERYTHING, period: "28" } as const;

type ResultsPageProps = {
  /** The server's time, when the page was made. */
  now: string;
  /** What is made of the figures: downloads, mails, links. */
  reports: (query: ResultsQuery) => ReactNode;
};

/** The whole workspace's results, for any choice of time, platforms, accounts and campaigns. */
export function ResultsPage({ now, reports }: ResultsPageProps) {
  const choice = useResultsFilter({ start: START, path: "/analytics", now });
  const { filter } = choice;
  const { data } = useLiveResults(choice.query);
  const isChosen = filter.campaignId.length > 0 || filter.variantId.length > 0;
  return (
    <>
      <TopBar title="Analytics" meta={data?.sandbox ? <SandboxTag /> : null} />
      <ResultsView
        choice={choice}
        actions={reports(choice.query)}
        tables={(summary) => (
          <>
            {isChosen ? <VariantTable summary={summary} /> : null}
            <CampaignTable summary={summary} />
          </>
        )}
      />
    </>
  );
}
