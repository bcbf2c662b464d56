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
  "report.changed",
  "webhook.changed",
  "webhook.disabled",
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** A fact as it travels to browsers and API clients. */
export interface WireEvent {
  seq: number;
  /** Where it stands for several in a row: the `seq` of the first. */
  from?: number;
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

/**
 * Every event also travels under this one name, so that a client needs one listener: each argument
 * is one of them, in order and without a gap. Changes of counts in a row stand there as one, by
 * their campaigns; the counts themselves are sent to the rooms of results.
 */
export const SOCKET_EVENT = "event";

/** Where a client that named its last `seq` as `auth.resume` was brought up to. */
export const SOCKET_RESUMED = "resumed";
export interface Resumed {
  seq: number;
  /** Too much happened since, or it is not known: whatever is on the screen must be fetched. */
  missed: boolean;
}
