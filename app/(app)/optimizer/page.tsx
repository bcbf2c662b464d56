import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { OptimizerList } from "@/components/optimizer/optimizer-list";
import { getPageContext } from "@/server/http/page-context";
import { listOptimizerCampaigns } from "@/server/optimizer/list-optimizer-campaigns";

export const metadata: Metadata = { title: "Optimizer" };

/** With one campaign there is nothing to pick from a list. */
export default async function OptimizerPage() {
  const { items, nextCursor } = await listOptimizerCampaigns(await getPageContext(), { limit: 2 });
  const [only] = items;
  if (only && items.length === 1 && nextCursor === null)
    redirect(`/campaigns/${only.id}/optimizer`);
  return <OptimizerList />;
}
