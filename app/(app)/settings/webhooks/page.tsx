import type { Metadata } from "next";
import { WebhooksSettings } from "@/components/settings/webhooks/webhooks-settings";
import { getPageContext } from "@/server/http/page-context";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const { actor } = await getPageContext();
  return <WebhooksSettings canManage={actor.scopes.has("webhooks:write")} />;
}
