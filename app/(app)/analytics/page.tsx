import type { Metadata } from "next";
import { getPageContext } from "@/server/http/page-context";
import { AnalyticsScreen } from "./analytics-screen";

export const metadata: Metadata = { title: "Analytics" };

export default async function Page() {
  const ctx = await getPageContext();
  return (
    <AnalyticsScreen
      now={ctx.now().toISOString()}
      canShare={ctx.actor.scopes.has("campaigns:write")}
    />
  );
}
