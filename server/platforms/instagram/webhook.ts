import type { JsonValue } from "../json-value";
import { subscribeToMeta } from "../meta/subscribe";
import { type MetaChange, toEventId, toInstant, toMetaWebhook, toText } from "../meta/webhook";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";

/** Comments, mentions and a story's last numbers. Likes, shares and saves are never told. */
export const instagramWebhook: WebhookSpec = {
  ...toMetaWebhook("instagram", toEvent),
  subscribe: subscribeToMeta,
};

function toEvent(change: MetaChange): NormalizedEvent {
  const { value } = change;
  return {
    externalEventId: toEventId(change),
    kind: change.field,
    externalPostId: toMediaId(value.media) ?? toText(value.media_id),
    externalAccountId: change.accountId || null,
    at: toInstant(change.time ?? undefined),
    payload: value,
  };
}

function toMediaId(media: JsonValue | undefined): string | null {
  if (typeof media !== "object" || media === null || Array.isArray(media)) return null;
  return "id" in media ? toText(media.id) : null;
}
