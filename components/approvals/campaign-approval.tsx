"use client";

import { ShareNetworkIcon, StampIcon } from "@phosphor-icons/react/ssr";
import Link from "next/link";
import { useState } from "react";
import { ShareSheet } from "@/components/approvals/share-sheet";
import { useApprovalPages } from "@/components/approvals/use-approvals";
import { Button } from "@/components/ui/button";

type CampaignApprovalProps = {
  campaignId: string;
  /** May make links for people outside. */
  canShare: boolean;
};

/** On a campaign's page: how much of it waits, and the way to ask a client. */
export function CampaignApproval({ campaignId, canShare }: CampaignApprovalProps) {
  const [sharing, setSharing] = useState(false);
  const { data } = useApprovalPages({ state: "waiting", campaignId });
  const pages = data?.pages ?? [];
  const waiting = pages.reduce((sum, page) => sum + page.items.length, 0);
  return (
    <>
      {waiting > 0 ? (
        <Link className="row xs" href={`/approvals?campaignId=${campaignId}`}>
          <StampIcon className="i warn-c" weight="fill" aria-hidden="true" />
          {waiting} {waiting === 1 ? "waits" : "wait"} for approval
        </Link>
      ) : null}
      {canShare ? (
        <Button
          size="sm"
          icon={<ShareNetworkIcon className="i" aria-hidden="true" />}
          onClick={() => setSharing(true)}
        >
          Share for approval
        </Button>
      ) : null}
      {sharing ? <ShareSheet campaignId={campaignId} onClose={() => setSharing(false)} /> : null}
    </>
  );
}
