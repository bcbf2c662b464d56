import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WebhookLog } from "@/components/settings/webhooks/webhook-log";
import { Id } from "@/lib/contracts/common";
import { getPageContext } from "@/server/http/page-context";
import { findWebhook } from "@/server/outbound/list-webhooks";

export const metadata: Metadata = { title: "Deliveries of a webhook" };

export default async function WebhookPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await getPageContext();
  const id = Id.safeParse((await params).id);
  if (!id.success || !ctx.actor.scopes.has("webhooks:read")) notFound();
  const webhook = await findWebhook(ctx, id.data);
  if (!webhook) notFound();
  return <WebhookLog webhook={webhook} />;
}
