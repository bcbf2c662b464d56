import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { CampaignFrame } from "@/components/campaigns/campaign-frame";
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
  return (
    <CampaignFrame initial={campaign} canWrite={ctx.actor.scopes.has("campaigns:write")}>
      {children}
    </CampaignFrame>
  );
}
