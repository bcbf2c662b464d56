import type { Metadata } from "next";
import { BestTimesPage } from "@/components/best-times/best-times-page";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Best times" };

export default async function Page() {
  const ctx = await getPageContext();
  return <BestTimesPage canWrite={ctx.actor.scopes.has("accounts:write")} />;
}
