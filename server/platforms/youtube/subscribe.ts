import type { CallContext } from "../adapter";
import type { SubscribeParams, SubscribeResult } from "../subscribers";

const HUB = "https://pubsubhubbub.appspot.com/subscribe";
const LEASE_SECONDS = 432_000;

/** WebSub: accepted at once, proved a moment later by a call to the callback, and ended by its lease. */
export async function subscribeToYoutube(
  context: CallContext,
  params: SubscribeParams,
): Promise<SubscribeResult> {
  if (!params.sandbox && !params.callbackUrl.startsWith("https:")) {
    return { ok: false, reason: "YouTube's hub calls only https addresses." };
  }
  const hub = params.sandbox ? context.endpoints.api.replace(/\/youtube\/v3$/, "/subscribe") : HUB;
  const answer = await context.http.request(hub, {
    method: "POST",
    trust: "operator",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.callback": params.callbackUrl,
      "hub.topic": `https://www.youtube.com/feeds/videos.xml?channel_id=${params.externalAccountId}`,
      "hub.secret": params.secret,
      "hub.lease_seconds": String(LEASE_SECONDS),
    }).toString(),
  });
  if (answer.status !== 202) return { ok: false, reason: `The hub answered ${answer.status}.` };
  return { ok: true, until: new Date(context.now().getTime() + LEASE_SECONDS * 1000) };
}
