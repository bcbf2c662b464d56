"use client";

import { PlusIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { CampaignTable } from "@/components/campaigns/campaign-table";
import { NewCampaignSheet } from "@/components/campaigns/new-campaign-sheet";
import { useCampaigns } from "@/components/campaigns/use-campaigns";
import { describeCampaigns } from "@/components/campaigns/words";
import { TopBar } from "@/components/layout/top-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorMessage } from "@/components/ui/error-message";
import { Lead } from "@/components/ui/lead";
import { SkeletonRows } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/api/fetcher";
import type { Platform } from "@/lib/platforms/platform";

export type CampaignsPageProps = {
  canWrite: boolean;
  /** Platforms that have an account. */
  connected: readonly Platform[];
  startNew?: boolean;
};

export function CampaignsPage({ canWrite, connected, startNew = false }: CampaignsPageProps) {
  const [isNew, setNew] = useState(startNew && canWrite);
  const open = () => setNew(true);
  return (
    <>
      <TopBar
        title="Campaigns"
        {...(canWrite ? { primary: { label: "New campaign", onClick: open } } : {})}
      />
      <Campaigns canWrite={canWrite} onNew={open} />
      <NewCampaignSheet open={isNew} onOpenChange={setNew} connected={connected} />
    </>
  );
}

function Campaigns({ canWrite, onNew }: { canWrite: boolean; onNew: () => void }) {
  const list = useCampaigns();
  if (list.isPending) {
    return (
      <div className="pad">
        <SkeletonRows label="Loading campaigns" />
      </div>
    );
  }
  if (list.isError) {
    return (
      <div className="pad">
        <ErrorMessage
          title="The campaigns could not be loaded"
          action={<Button onClick={() => void list.refetch()}>Try again</Button>}
        >
          {list.error instanceof ApiError ? list.error.problem.detail : null}
        </ErrorMessage>
      </div>
    );
  }
  const { items } = list.data;
  if (items.length === 0) {
    return (
      <div className="pad">
        <EmptyState
          title="No campaign yet"
          action={
            canWrite ? (
              <Button variant="primary" icon={<PlusIcon className="i" />} onClick={onNew}>
                Write a brief
              </Button>
            ) : null
          }
        >
          Write one brief. Bandwagon writes several variants for each platform from it, and finds
          out which one works.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <Lead>{describeCampaigns(items)}</Lead>
      <div className="pad">
        <CampaignTable campaigns={items} />
      </div>
    </>
  );
}
