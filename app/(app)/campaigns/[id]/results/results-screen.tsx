"use client";

import { CampaignResults } from "@/components/analytics/campaign-results";
import { LinkTable } from "@/components/links/link-table";
import { ReportsButton } from "@/components/reports/reports-button";

type ResultsScreenProps = { campaignId: string; now: string; canShare: boolean };

export function ResultsScreen({ campaignId, now, canShare }: ResultsScreenProps) {
  return (
    <>
      <CampaignResults
        campaignId={campaignId}
        now={now}
        reports={(query) => <ReportsButton query={query} canShare={canShare} />}
      />
      <LinkTable campaignId={campaignId} />
    </>
  );
}
