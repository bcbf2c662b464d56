"use client";

import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { EditVariantSheet } from "@/components/variants/edit-variant-sheet";
import { CardSkeleton } from "@/components/variants/generation-progress";
import { NewVariantSheet } from "@/components/variants/new-variant-sheet";
import { PlatformSection } from "@/components/variants/platform-section";
import { useApprovedTemplates } from "@/components/variants/use-templates";
import { detailOf } from "@/components/variants/use-variant-changes";
import {
  isRunning,
  useAccounts,
  useCampaign,
  useVariants,
} from "@/components/variants/use-variants";
import { WriterNotice } from "@/components/variants/writer-notice";
import type { CampaignView, VariantView } from "@/lib/contracts/campaigns";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";

export type VariantsPageProps = {
  campaignId: string;
  workspaceName: string;
  canWrite: boolean;
  canApprove: boolean;
};

export function VariantsPage({ campaignId, ...rest }: VariantsPageProps) {
  const campaign = useCampaign(campaignId);
  const writing = campaign.data?.generations.some(isRunning) ?? false;
  const variants = useVariants(campaignId, writing);
  const failed = [campaign, variants].find((each) => each.isError);
  if (failed) {
    return (
      <div className="pad">
        <ErrorMessage
          title="The variants could not be loaded"
          action={
            <Button onClick={() => void Promise.all([campaign.refetch(), variants.refetch()])}>
              Try again
            </Button>
          }
        >
          {detailOf(failed.error)}
        </ErrorMessage>
      </div>
    );
  }
  if (!campaign.data || !variants.data) return <LoadingGrid />;
  return (
    <>
      <WriterNotice />
      <Sections campaign={campaign.data} variants={variants.data} {...rest} />
    </>
  );
}

function LoadingGrid() {
  return (
    <div className="sec" role="status">
      <span className="sr">Loading variants</span>
      <div className="vgrid">
        <CardSkeleton />
        <CardSkeleton />
        <CardSkeleton />
      </div>
    </div>
  );
}

type SectionsProps = Omit<VariantsPageProps, "campaignId"> & {
  campaign: CampaignView;
  variants: readonly VariantView[];
};

function Sections({ campaign, variants: saved, workspaceName, ...allowed }: SectionsProps) {
  // A post that failed leads here to have its variant mended.
  const asked = useSearchParams().get("variant");
  const [editing, setEditing] = useState(allowed.canWrite ? asked : null);
  const [byHand, setByHand] = useState<Platform | null>(null);
  const accounts = useAccounts();
  const variants = useApprovedTemplates(saved, accounts.data);
  const edited = variants.find((each) => each.id === editing);
  const isShown = (platform: Platform) =>
    campaign.platforms.includes(platform) || variants.some((each) => each.platform === platform);
  return (
    <>
      {PLATFORMS.filter(isShown).map((platform) => {
        const account = accounts.data?.find((each) => each.platform === platform);
        return (
          <PlatformSection
            key={platform}
            campaignId={campaign.id}
            platform={platform}
            variants={variants.filter((each) => each.platform === platform)}
            generation={campaign.generations.find((each) => each.platform === platform)}
            author={{
              name: account?.displayName ?? workspaceName,
              handle: account?.handle ?? null,
            }}
            {...allowed}
            approvalRequired={campaign.needsApproval}
            onEdit={setEditing}
            onWriteByHand={() => setByHand(platform)}
          />
        );
      })}
      {edited ? (
        <EditVariantSheet
          key={edited.id}
          variant={edited}
          brand={campaign.brand}
          approvalRequired={campaign.needsApproval}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {byHand ? (
        <NewVariantSheet
          campaignId={campaign.id}
          platform={byHand}
          brand={campaign.brand}
          onClose={() => setByHand(null)}
        />
      ) : null}
    </>
  );
}
