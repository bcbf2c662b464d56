import type { Metadata } from "next";
import { OptimizerPanel } from "@/components/optimizer/optimizer-panel";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Optimizer" };

interface PageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ platform?: string | string[] }>;
}

export default async function Page({ params, searchParams }: PageProps) {
  const [{ id }, { platform }] = await Promise.all([params, searchParams]);
  const { scopes } = (await getPageContext()).actor;
  const known = typeof platform === "string" ? platform : undefined;
  return (
    <OptimizerPanel
      key={`${id}/${known}`}
      campaignId={id}
      platform={known}
      canWrite={scopes.has("campaigns:write")}
      canChoose={scopes.has("posts:write") && scopes.has("schedules:write")}
    />
  );
}
