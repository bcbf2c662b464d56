import { subscribeToMeta } from "../meta/subscribe";
import { type MetaChange, toEventId, toInstant, toMetaWebhook, toText } from "../meta/webhook";
import type { NormalizedEvent, WebhookSpec } from "../webhook-spec";

/** Reactions, comments and shares on the page's posts; other changes are told under their field's name. */
export const facebookWebhook: WebhookSpec = {
  ...toMetaWebhook("page", toEvent),
  subscribe: subscribeToMeta,
};

function toEvent(change: MetaChange): NormalizedEvent {
  const { value } = change;
  const item = toText(value.item);
  const verb = toText(value.verb);
  return {
    externalEventId: toEventId(change),
    kind: item ? [item, verb].filter(Boolean).join(".") : change.field,
    externalPostId: toText(value.post_id) ?? toText(value.video_id),
    externalAccountId: change.accountId || null,
    at: toInstant(value.created_time) ?? toInstant(change.time ?? undefined),
    payload: value,
  };
}
