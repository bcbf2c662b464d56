import type { CallContext } from "../adapter";
import { notSubscribed } from "../not-subscribed";
import type { SubscribeParams, SubscribeResult } from "../webhook-spec";
import { toHub } from "./endpoints";

const FEED = "https://www.youtube.com/xml/feeds/videos.xml";
const LEASE_SECONDS = 432_000;

/** WebSub: accepted at once, proved a moment later by a call to the callback, and ended by its lease. */
export async function subscribeToYoutube(
  context: CallContext,
  params: SubscribeParams,
): Promise<SubscribeResult> {
  const hub = toHub(context.endpoints);
  if (hub.startsWith("https:") && !params.callbackUrl.startsWith("https:")) {
    return notSubscribed("YouTube's hub calls only https addresses.");
  }
  const answer = await context.http.request(hub, {
    method: "POST",
    trust: "operator",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      "hub.mode": "subscribe",
      "hub.callback": params.callbackUrl,
      "hub.topic": `${FEED}?channel_id=${params.externalAccountId}`,
      "hub.verify": "async",
      "hub.secret": params.secret,
      "hub.lease_seconds": String(LEASE_SECONDS),
    }).toString(),
  });
  if (answer.status !== 202) {
    return notSubscribed(`The hub answered ${answer.status}.`, answer.status);
  }
  return { ok: true, until: new Date(context.now().getTime() + LEASE_SECONDS * 1000) };
}
