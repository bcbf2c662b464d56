import type { Metadata } from "next";
import { OptimizerPanel } from "@/components/optimizer/optimizer-panel";

export const metadata: Metadata = { title: "Optimizer" };

interface PageProps {
  params: Promise<{ campaignId: string }>;
  searchParams: Promise<{ platform?: string | string[] }>;
}

export default async function OptimizerCampaignPage({ params, searchParams }: PageProps) {
  const { campaignId } = await params;
  const { platform } = await searchParams;
  const known = typeof platform === "string" ? platform : undefined;
  return <OptimizerPanel key={`${campaignId}/${known}`} campaignId={campaignId} platform={known} />;
}
