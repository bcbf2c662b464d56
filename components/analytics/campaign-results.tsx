"use client";

import { DownloadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useCallback } from "react";
import { Freshness } from "@/components/analytics/freshness";
import { ResultsChart } from "@/components/analytics/results-chart";
import { ResultsKpis } from "@/components/analytics/results-kpis";
import { Failed, NothingOut, ResultsSkeleton } from "@/components/analytics/results-states";
import { PlatformTable, VariantTable } from "@/components/analytics/results-tables";
import { useSummary } from "@/components/analytics/use-analytics";
import { useCampaignRoom } from "@/components/providers/realtime";
import { buttonClass } from "@/components/ui/button-class";
import { LinkButton } from "@/components/ui/link-button";

/** A campaign's dashboard: everything since its first post, moving as results come in. */
export function CampaignResults({ campaignId }: { campaignId: string }) {
  const { data, error, refetch, dataUpdatedAt } = useSummary({ campaignId });
  const renew = useCallback(() => void refetch({ cancelRefetch: false }), [refetch]);
  useCampaignRoom(campaignId, renew);
  if (error && !data) {
    return <Failed error={error} title="The results could not be loaded" onRetry={renew} />;
  }
  if (!data) return <ResultsSkeleton />;
  if (data.totals.posts === 0 && data.series.points.length === 0) {
    const toSchedule = (
      <LinkButton href={`/campaigns/${campaignId}/schedule`}>Schedule posts</LinkButton>
    );
    return <NothingOut action={toSchedule} />;
  }
  const { now, freshAt } = data;
  return (
    <div data-testid="campaign-results">
      <ResultsKpis summary={data} />
      <section className="sec">
        <ResultsChart
          summary={data}
          mode="sum"
          freshness={<Freshness now={now} freshAt={freshAt} receivedAt={dataUpdatedAt} />}
        />
        <div className="row" style={{ marginTop: 12 }}>
          <DownloadReport campaignId={campaignId} />
        </div>
      </section>
      <PlatformTable summary={data} />
      <VariantTable summary={data} />
    </div>
  );
}

export function DownloadReport({ campaignId }: { campaignId: string }) {
  return (
    <a
      className={buttonClass({})}
      href={`/api/campaigns/${campaignId}/report`}
      download
      data-testid="download-csv"
    >
      <DownloadSimpleIcon className="i" aria-hidden="true" />
      Download CSV
    </a>
  );
}
