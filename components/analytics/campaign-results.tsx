"use client";

import type { ReactNode } from "react";
import { EVERYTHING } from "@/components/analytics/results-address";
import { VariantTable } from "@/components/analytics/results-tables";
import { ResultsView } from "@/components/analytics/results-view";
import { useResultsFilter } from "@/components/analytics/use-results-filter";
import { LinkButton } from "@/components/ui/link-button";
import type { ResultsQuery } from "@/lib/contracts/analytics";

type CampaignResultsProps = {
  campaignId: string;
  /** The server's time, when the page was made. */
  now: string;
  reports: (query: ResultsQuery) => ReactNode;
};

/** A campaign's dashboard: everything since its first post, unless less is chosen. */
export function CampaignResults({ campaignId, now, reports }: CampaignResultsProps) {
  const path = `/campaigns/${campaignId}/results`;
  const choice = useResultsFilter({ start: EVERYTHING, path, now, campaignId });
  return (
    <div data-testid="campaign-results">
      <ResultsView
        choice={choice}
        campaignId={campaignId}
        actions={reports(choice.query)}
        toFirst={<LinkButton href={`/campaigns/${campaignId}/schedule`}>Schedule posts</LinkButton>}
        tables={(summary) => <VariantTable summary={summary} />}
      />
    </div>
  );
}
