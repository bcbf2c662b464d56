import type { Metadata } from "next";
import { CampaignsPage } from "@/components/campaigns/campaigns-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "New campaign" };

export default async function Page() {
  const { actor } = await getPageContext();
  return <CampaignsPage canWrite={actor.scopes.has("campaigns:write")} startNew />;
}
