import { createHash, createHmac } from "node:crypto";
import { z } from "zod";
import type { JsonValue } from "../json-value";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";
import { parseExactly } from "./exact-json";

const WINDOW_MS = 5 * 60_000;

const Delivery = z.object({
  event: z.string().min(1),
  create_time: z.number().nullish().catch(null),
  user_openid: z.string().nullish().catch(null),
  // JSON within JSON.
  content: z.string().nullish().catch(null),
});

const Content = z.record(z.string(), z.json());

/** Signed with the client secret over time and body, so that an old delivery can't be sent again. */
export const tiktokWebhook: WebhookSpec = {
  signatureHeaders: ["tiktok-signature"],
  format: "json",
  // TikTok asks for no proof of ownership.
  handshake: () => null,
  verify(rawBody, headers, secret, now) {
    const match = /^t=(\d{1,12}),s=([0-9a-f]{64})$/i.exec(headers["tiktok-signature"] ?? "");
    const [, at = "", given = ""] = match ?? [];
    if (!match || Math.abs(now.getTime() - Number(at) * 1000) > WINDOW_MS) return false;
    const wanted = createHmac("sha256", secret).update(`${at}.`).update(rawBody).digest("hex");
    return isSameText(given.toLowerCase(), wanted);
  },
  parse(rawBody) {
    const delivery = Delivery.safeParse(parseExactly(new TextDecoder().decode(rawBody))).data;
    return delivery ? [toEvent(delivery)] : [];
  },
};

function toEvent(delivery: z.infer<typeof Delivery>): NormalizedEvent {
  const { event, create_time, user_openid, content } = delivery;
  const payload = Content.safeParse(parseExactly(content ?? "{}")).data ?? {};
  const identity = JSON.stringify([event, create_time, user_openid, content]);
  return {
    // Deliveries carry no id; what is delivered again is the same in every word.
    externalEventId: createHash("sha256").update(identity).digest("hex"),
    kind: KINDS[event] ?? event,
    externalPostId: toId(payload.post_id) ?? toId(payload.publish_id),
    externalAccountId: user_openid ?? null,
    at: create_time ? new Date(create_time * 1000) : null,
    payload,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  "post.publish.complete": "post.published",
  "post.publish.failed": "post.failed",
  "post.publish.inbox_delivered": "post.draft_delivered",
  "post.publish.publicly_available": "post.public",
  // Spelt so by TikTok.
  "post.publish.no_longer_publicaly_available": "post.hidden",
  "authorization.removed": "account.disconnected",
};

function toId(value: JsonValue | undefined): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) || null : null;
}
