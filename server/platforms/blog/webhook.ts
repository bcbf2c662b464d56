import { createHash } from "node:crypto";
import { z } from "zod";
import { parseJson } from "../parse-json";
import { isSigned } from "../standard-webhooks";
import type { WebhookSpec } from "../webhook-spec";

const Notice = z.looseObject({
  type: z.enum(["post.published", "post.failed", "post.metrics"]),
  timestamp: z.iso.datetime({ offset: true }).optional().catch(undefined),
  external_id: z.string().min(1),
});

/** What a site tells us, signed as we sign what we tell it, with a secret of its own. */
export const blogWebhook: WebhookSpec = {
  signatureHeaders: ["webhook-id", "webhook-timestamp", "webhook-signature"],
  format: "json",
  handshake: () => null,
  verify: (rawBody, headers, secret, now) => isSigned(secret, headers, rawBody, now),
  parse(rawBody) {
    const notice = Notice.safeParse(parseJson(new TextDecoder().decode(rawBody))).data;
    if (!notice) return [];
    return [
      {
        // A repeat carries the same bytes.
        externalEventId: createHash("sha256").update(rawBody).digest("hex"),
        kind: notice.type,
        externalPostId: notice.external_id,
        externalAccountId: null,
        at: notice.timestamp ? new Date(notice.timestamp) : null,
        payload: z.json().parse(notice),
      },
    ];
  },
};
