import type { Metadata } from "next";
import { CampaignSchedules } from "@/components/schedule/campaign-schedules";

export const metadata: Metadata = { title: "Schedule" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <CampaignSchedules campaignId={id} />;
}
