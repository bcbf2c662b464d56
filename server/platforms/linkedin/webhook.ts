import { createHmac } from "node:crypto";
import { z } from "zod";
import { parseJson } from "../parse-json";
import { isSameText } from "../webhook-signature";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";
import { subscribeToLinkedin } from "./subscribe";

const PREFIX = "hmacsha256=";
const Id = z.union([z.string().min(1), z.number()]);

const Notification = z.looseObject({
  notificationId: Id,
  organizationalEntity: z.string(),
  action: z.string(),
  sourcePost: z.string().nullish().catch(null),
  lastModifiedAt: z.number().nullish().catch(null),
});
const Delivery = z.object({ notifications: z.array(z.unknown()) });

const sign = (secret: string, ...parts: (string | Uint8Array)[]): string => {
  const mac = createHmac("sha256", secret);
  for (const part of parts) mac.update(part);
  return mac.digest("hex");
};

/** LinkedIn signs with the app's client secret, and asks for proof of it every two hours. */
export const linkedinWebhook: WebhookSpec = {
  signatureHeaders: ["x-li-signature"],
  format: "json",
  handshake(request, secret) {
    const challengeCode = request.url.searchParams.get("challengeCode");
    // The same secret signs deliveries, which begin with a "=" early on: no such code is signed.
    if (request.method !== "GET" || !challengeCode || !/^[\w-]{8,128}$/.test(challengeCode)) {
      return null;
    }
    const challengeResponse = sign(secret, challengeCode);
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ challengeCode, challengeResponse }),
    };
  },
  verify(rawBody, headers, secret) {
    const given = headers["x-li-signature"];
    if (given === undefined) return false;
    const bare = given.startsWith(PREFIX) ? given.slice(PREFIX.length) : given;
    return isSameText(bare.toLowerCase(), sign(secret, PREFIX, rawBody));
  },
  parse(rawBody) {
    const delivery = Delivery.safeParse(parseJson(new TextDecoder().decode(rawBody))).data;
    return (delivery?.notifications ?? []).flatMap((each) => {
      const notification = Notification.safeParse(each).data;
      return notification ? [toEvent(notification)] : [];
    });
  },
  subscribe: subscribeToLinkedin,
};

function toEvent(told: z.infer<typeof Notification>): NormalizedEvent {
  const { notificationId, organizationalEntity, action, sourcePost, lastModifiedAt } = told;
  return {
    externalEventId: `${organizationalEntity}/${notificationId}`,
    kind: action,
    externalPostId: sourcePost ?? null,
    externalAccountId: organizationalEntity,
    at: lastModifiedAt ? new Date(lastModifiedAt) : null,
    payload: z.json().safeParse(told).data ?? null,
  };
}
