import type { Metadata } from "next";
import { getPageContext } from "@/server/http/page-context";
import { ResultsScreen } from "./results-screen";

export const metadata: Metadata = { title: "Results" };

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await getPageContext();
  const { id } = await params;
  return (
    <ResultsScreen
      campaignId={id}
      now={ctx.now().toISOString()}
      canShare={ctx.actor.scopes.has("campaigns:write")}
    />
  );
}
