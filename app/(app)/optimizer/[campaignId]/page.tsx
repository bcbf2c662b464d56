import { redirect } from "next/navigation";

interface PageProps {
  params: Promise<{ campaignId: string }>;
  searchParams: Promise<{ platform?: string | string[] }>;
}

/** A campaign's optimizer is a page of the campaign; the shorter address leads there. */
export default async function OptimizerCampaignPage({ params, searchParams }: PageProps) {
  const [{ campaignId }, { platform }] = await Promise.all([params, searchParams]);
  const query = typeof platform === "string" ? `?${new URLSearchParams({ platform })}` : "";
  redirect(`/campaigns/${campaignId}/optimizer${query}`);
}
