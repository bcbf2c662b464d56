import type { Metadata } from "next";
import { CampaignResults } from "@/components/analytics/campaign-results";

export const metadata: Metadata = { title: "Results" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <CampaignResults campaignId={id} />;
}
