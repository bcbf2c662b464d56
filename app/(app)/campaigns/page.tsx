import type { Metadata } from "next";
import { CampaignsPage } from "@/components/campaigns/campaigns-page";
import { listConnectedPlatforms } from "@/server/campaigns/list-connected-platforms";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Campaigns" };

export default async function Page() {
  const ctx = await getPageContext();
  return (
    <CampaignsPage
      canWrite={ctx.actor.scopes.has("campaigns:write")}
      connected={await listConnectedPlatforms(ctx)}
    />
  );
}
