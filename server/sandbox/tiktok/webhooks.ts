import { createHmac } from "node:crypto";
import type { SandboxContext } from "../context";
import { queueDelivery } from "../deliveries";
import { getApp } from "../registered";
import { sha256Hex } from "../seeded";

/** Queues one delivery to the address that the app's settings hold, signed with the app's secret. */
export function announce(
  context: SandboxContext,
  openId: string,
  event: string,
  content: Record<string, unknown>,
): void {
  const url = context.webhookUrls.tiktok;
  if (!url) return;
  const { clientId, webhookSecret } = getApp(context, "tiktok");
  const at = Math.floor(context.now().getTime() / 1000);
  const body = JSON.stringify({
    client_key: clientId,
    event,
    create_time: at,
    user_openid: openId,
    content: JSON.stringify(content),
  });
  const mac = createHmac("sha256", webhookSecret).update(`${at}.${body}`).digest("hex");
  queueDelivery(context, {
    id: sha256Hex(JSON.stringify([url, openId, event, content])),
    url,
    headers: { "content-type": "application/json", "tiktok-signature": `t=${at},s=${mac}` },
    body,
  });
}
