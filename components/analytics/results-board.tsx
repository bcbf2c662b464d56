"use client";

import type { ReactNode } from "react";
import { Freshness } from "@/components/analytics/freshness";
import { FreshnessList } from "@/components/analytics/freshness-list";
import { FunnelFigure } from "@/components/analytics/funnel-figure";
import { HeatFigure } from "@/components/analytics/heat-figure";
import { Leaderboard } from "@/components/analytics/leaderboard";
import { PhoneFold } from "@/components/analytics/phone-fold";
import { ResultsChart } from "@/components/analytics/results-chart";
import { ResultsKpis } from "@/components/analytics/results-kpis";
import { beforeInWords } from "@/components/analytics/results-period";
import { AccountTable, PlatformTable } from "@/components/analytics/results-tables";
import type { ResultsChoice } from "@/components/analytics/use-results-filter";
import { Columns, Section } from "@/components/ui/section";
import type { SummaryView } from "@/lib/contracts/analytics";

type ResultsBoardProps = {
  summary: SummaryView;
  choice: ResultsChoice;
  /** When the figures came, by this browser's clock. */
  receivedAt: number;
  /** The tables that this page has beside those of every page. */
  children: ReactNode;
};

/** Everything that is told of a choice of posts, the most asked for first. */
export function ResultsBoard({ summary, choice, receivedAt, children }: ResultsBoardProps) {
  const { filter, query, hrefOf } = choice;
  return (
    <>
      <ResultsKpis summary={summary} before={beforeInWords(filter.period)} />
      <Columns
        main={
          <Section>
            <ResultsChart
              summary={summary}
              freshness={
                <Freshness now={summary.now} freshAt={summary.freshAt} receivedAt={receivedAt} />
              }
            />
          </Section>
        }
        side={
          <Section>
            <FunnelFigure summary={summary} />
          </Section>
        }
      />
      <Leaderboard filter={query} platforms={summary.platforms} />
      <PlatformTable summary={summary} hrefOf={hrefOf} />
      {children}
      <AccountTable summary={summary} hrefOf={hrefOf} />
      <PhoneFold title="Hours of the week">
        <Section>
          <HeatFigure filter={query} />
        </Section>
      </PhoneFold>
      {summary.freshness.length > 0 ? (
        <PhoneFold title="How fresh it is">
          <FreshnessList summary={summary} />
        </PhoneFold>
      ) : null}
    </>
  );
}
