/** Facts, past tense. The data always holds the ids that a cache needs to find its rows. */
export const EVENT_NAMES = [
  "account.connected",
  "account.changed",
  "account.disconnected",
  "contact.changed",
  "campaign.created",
  "campaign.changed",
  "campaign.deleted",
  "generation.progressed",
  "variant.created",
  "variant.changed",
  "variant.deleted",
  "variant.reviewed",
  "schedule.created",
  "schedule.changed",
  "schedule.deleted",
  "post.planned",
  "post.changed",
  "post.published",
  "post.failed",
  "post.overdue",
  "platform.resting",
  "platform.answering",
  "engagement.received",
  "metrics.changed",
  "optimizer.chose",
  "optimizer.overridden",
  "learning.triggered",
  "learning.completed",
  "learning.changed",
  "optimizer.hours_learned",
  "optimizer.changed",
  "workspace.changed",
  "member.changed",
  "webhook.changed",
  "webhook.disabled",
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** A fact as it travels to browsers and API clients. */
export interface WireEvent {
  seq: number;
  name: EventName;
  data: Record<string, unknown>;
  at: string;
}

/** Names on the socket that are fixed for outside listeners; everything else keeps its event name. */
export const SOCKET_NAMES: Partial<Record<EventName, string>> = {
  "post.published": "content:published",
  "engagement.received": "engagement:received",
  "learning.triggered": "optimization:triggered",
  "learning.completed": "optimization:completed",
  "metrics.changed": "campaign:metrics",
};

/** Every event also travels under this one name, so that a client needs one listener. */
export const SOCKET_EVENT = "event";
