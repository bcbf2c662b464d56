import { createHmac } from "node:crypto";
import { z } from "zod";
import type { JsonValue } from "../json-value";
import { parseJson } from "../parse-json";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";
import { subscribeToX } from "./subscribe";

const Delivery = z.object({
  data: z.object({
    event_uuid: z.string().min(1),
    event_type: z.string(),
    filter: z.object({ user_id: z.string() }).partial().optional().catch(undefined),
    payload: z.record(z.string(), z.json()).catch({}),
  }),
});

const sign = (secret: string, bytes: Uint8Array | string) =>
  `sha256=${createHmac("sha256", secret).update(bytes).digest("base64")}`;

/** X signs with the app's consumer secret, and asks for proof of it once an hour. */
export const xWebhook: WebhookSpec = {
  signatureHeaders: ["x-twitter-webhooks-signature"],
  format: "json",
  handshake(request, secret) {
    const token = request.url.searchParams.get("crc_token");
    // The same secret signs deliveries: a "challenge" that could be one is never signed.
    if (request.method !== "GET" || !token || !/^[\w+/=.~:-]{1,256}$/.test(token)) return null;
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_token: sign(secret, token) }),
    };
  },
  verify(rawBody, headers, secret) {
    const given = headers["x-twitter-webhooks-signature"];
    return given !== undefined && isSameText(given, sign(secret, rawBody));
  },
  parse(rawBody) {
    const text = new TextDecoder().decode(rawBody);
    const delivery = Delivery.safeParse(parseJson(text)).data?.data;
    return delivery ? [toEvent(delivery)] : [];
  },
  subscribe: subscribeToX,
};

function toEvent(delivery: z.infer<typeof Delivery>["data"]): NormalizedEvent {
  const { payload } = delivery;
  const createdAt = typeof payload.created_at === "string" ? Date.parse(payload.created_at) : NaN;
  return {
    externalEventId: delivery.event_uuid,
    kind: delivery.event_type,
    externalPostId: toPostId(delivery.event_type, payload),
    externalAccountId: delivery.filter?.user_id ?? null,
    at: Number.isNaN(createdAt) ? null : new Date(createdAt),
    payload,
  };
}

/** The post that the event is about: for a reply or a repost, the one it answers. */
function toPostId(kind: string, payload: Record<string, JsonValue>): string | null {
  const own = ["post.create", "post.delete"].includes(kind);
  const names = own
    ? ["id", "post_id", "tweet_id"]
    : ["liked_tweet_id", "tweet_id", "post_id", "in_reply_to_tweet_id"];
  for (const name of names) {
    const value = payload[name];
    if (typeof value === "string") return value;
  }
  return own ? null : referencedId(payload.referenced_tweets);
}

function referencedId(value: JsonValue | undefined): string | null {
  const first = z.array(z.object({ id: z.string() })).safeParse(value).data?.[0];
  return first?.id ?? null;
}
