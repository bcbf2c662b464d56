import type { Metadata } from "next";
import { OverviewPage } from "@/components/analytics/overview-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Overview" };

export default async function Page() {
  const { actor } = await getPageContext();
  return (
    <OverviewPage
      canWrite={actor.scopes.has("campaigns:write")}
      canPause={actor.scopes.has("schedules:write")}
    />
  );
}
