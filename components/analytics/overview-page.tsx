"use client";

import { NeedsList } from "@/components/analytics/needs-list";
import { hasNoChart, OverviewChart } from "@/components/analytics/overview-chart";
import { OverviewKpis } from "@/components/analytics/overview-kpis";
import { OverviewLead } from "@/components/analytics/overview-lead";
import { JustOut, NextPosts } from "@/components/analytics/overview-posts";
import { dayOf, toWindow } from "@/components/analytics/results-period";
import { Failed, KpiSkeleton } from "@/components/analytics/results-states";
import { SetUpSteps } from "@/components/analytics/set-up-steps";
import { useOverview } from "@/components/analytics/use-analytics";
import { useLiveResults } from "@/components/analytics/use-live-results";
import { TopBar } from "@/components/layout/top-bar";
import { useZone } from "@/components/providers/zone";
import { Lead } from "@/components/ui/lead";
import { SandboxTag } from "@/components/ui/sandbox-tag";
import { Columns, Section } from "@/components/ui/section";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { OverviewView } from "@/lib/contracts/overview";

type OverviewPageProps = { canWrite: boolean; canPause: boolean };

export function OverviewPage({ canWrite, canPause }: OverviewPageProps) {
  const { data, error, refetch, dataUpdatedAt } = useOverview();
  const meta = data?.sandbox ? <SandboxTag /> : "Last 7 days";
  return (
    <>
      <TopBar
        title="Overview"
        meta={data ? meta : null}
        primary={canWrite ? { label: "New campaign", href: "/campaigns/new" } : undefined}
      />
      {data ? <Overview overview={data} receivedAt={dataUpdatedAt} canPause={canPause} /> : null}
      {error && !data ? (
        <Failed
          error={error}
          title="The overview could not be loaded"
          onRetry={() => void refetch()}
        />
      ) : null}
      {!error && !data ? <Loading /> : null}
    </>
  );
}

/** So many are taller than the chart: more stands beside them then. So it does where there is none. */
const manyNeeds = 3;

type OverviewProps = { overview: OverviewView; receivedAt: number; canPause: boolean };

function Overview({ overview, receivedAt, canPause }: OverviewProps) {
  const { needs, steps } = overview;
  const chart = (
    <Section>
      <OverviewChart overview={overview} receivedAt={receivedAt} />
    </Section>
  );
  const next = <NextPosts overview={overview} />;
  const isNextBeside = needs.length >= manyNeeds || hasNoChart(overview);
  return (
    <>
      <OverviewLead overview={overview} />
      <WeekKpis now={overview.now} />
      <Columns
        main={
          <>
            {chart}
            {isNextBeside ? next : null}
          </>
        }
        side={
          <>
            <NeedsList overview={overview} canPause={canPause} />
            <SetUpSteps steps={steps} />
          </>
        }
      />
      {isNextBeside ? null : next}
      <JustOut overview={overview} />
    </>
  );
}

const week = { period: "7", fromDay: "", toDay: "" } as const;

function WeekKpis({ now }: { now: string }) {
  const zone = useZone();
  const { data, error, refetch } = useLiveResults(
    toWindow(week, zone, dayOf(Date.parse(now), zone)),
  );
  if (error && !data) {
    return (
      <Failed
        error={error}
        title="The figures of the week could not be loaded"
        onRetry={() => void refetch()}
      />
    );
  }
  return <OverviewKpis summary={data} />;
}

function Loading() {
  return (
    <>
      <Lead>Today</Lead>
      <KpiSkeleton count={4} />
      <Section title="Next posts">
        <SkeletonRows rows={5} label="Loading the overview" />
      </Section>
    </>
  );
}
