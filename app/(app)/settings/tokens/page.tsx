import type { Metadata } from "next";
import { TokensSettings } from "@/components/settings/tokens-settings";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "API tokens" };

export default async function TokensPage() {
  const { actor } = await getPageContext();
  return (
    <TokensSettings canManage={actor.scopes.has("tokens:write")} grantable={[...actor.scopes]} />
  );
}
