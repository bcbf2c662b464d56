import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CampaignApproval } from "@/components/approvals/campaign-approval";
import { CampaignFrame } from "@/components/campaigns/campaign-frame";
import { CampaignLinks } from "@/components/links/campaign-links";
import { findCampaignView } from "@/server/campaigns/get-campaign";
import { getPageContext } from "@/server/http/page-context";

interface Props {
  children: ReactNode;
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const campaign = await findCampaignView(await getPageContext(), (await params).id);
  return { title: campaign?.name ?? "Campaign" };
}

export default async function CampaignLayout({ children, params }: Props) {
  const ctx = await getPageContext();
  const campaign = await findCampaignView(ctx, (await params).id);
  if (!campaign) notFound();
  const canWrite = ctx.actor.scopes.has("campaigns:write");
  const canApprove = ctx.actor.scopes.has("posts:approve");
  return (
    <CampaignFrame
      initial={campaign}
      canWrite={canWrite}
      approval={<CampaignApproval campaignId={campaign.id} canShare={canWrite && canApprove} />}
      links={<CampaignLinks campaignId={campaign.id} />}
    >
      {children}
    </CampaignFrame>
  );
}
