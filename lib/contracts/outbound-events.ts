import { z } from "zod";
import { EVENT_NAMES, type EventName } from "@/lib/contracts/events";

/**
 * The events that other systems may hear, by webhook or stream, each in one line. What is not here,
 * as the steps of a generation, only keeps open pages fresh.
 */
export const PUBLIC_EVENTS = {
  "post.planned": "Posts were added to the calendar",
  "post.changed": "A post moved on: queued, approved, moved, held back, canceled or removed",
  "post.published": "A post went out; its link is in the data",
  "post.failed": "A post was given up, or waits for a person to say what became of it",
  "post.overdue": "A post did not go out for five minutes although nothing holds it back",
  "engagement.received": "A platform told of a like, comment, share, reply or message",
  "optimizer.chose": "The optimizer chose what a slot posts",
  "optimizer.overridden": "A person chose instead of the optimizer",
  "optimizer.changed":
    "How a campaign chooses was changed, or a variant was locked, excluded or given back",
  "learning.triggered": "Results of posts are ready, and their channel is evaluated",
  "learning.completed":
    "A channel was evaluated: what was promoted, retired or bred, or why it waits",
  "campaign.created": "A campaign was made",
  "campaign.changed": "A campaign was edited, started or ended",
  "campaign.deleted": "A campaign was deleted",
  "variant.created": "A variant was written",
  "variant.changed": "A variant was edited, approved or written anew",
  "variant.reviewed":
    "A reviewer approved a variant, rejected it, asked for changes or took that back",
  "variant.deleted": "A variant was deleted",
  "schedule.created": "A schedule was made",
  "schedule.changed": "A schedule was changed, paused or resumed",
  "schedule.deleted": "A schedule was deleted",
  "account.connected": "An account was connected",
  "account.changed": "An account was paused, renewed, or needs a new sign-in",
  "account.disconnected": "An account was disconnected",
  "contact.changed": "A contact was added, changed, imported or deleted",
  "platform.resting": "Errors came in a row: posts to a platform are held back",
  "platform.answering": "A platform answers again: posts go on",
  "workspace.changed": "Settings of the workspace changed, or everything was paused or resumed",
  "member.changed": "A member was invited, joined, left, or has another role",
  "webhook.disabled": "A webhook of this workspace was switched off, since its deliveries failed",
} as const satisfies Partial<Record<EventName, string>>;
export type PublicEvent = keyof typeof PUBLIC_EVENTS;

const names = EVENT_NAMES.filter((name): name is PublicEvent => name in PUBLIC_EVENTS) as [
  PublicEvent,
  ...PublicEvent[],
];

export const PublicEvent = z.enum(names, "There is no such event.");

export const isPublicEvent = (name: string): name is PublicEvent => name in PUBLIC_EVENTS;

/** A stream also tells how counts change: that is too often to deliver each by a request. */
const STREAM_EVENTS = ["metrics.changed", ...names] as const;
const StreamEvent = z.enum(STREAM_EVENTS, "There is no such event.");

export const isStreamEvent = (name: string): boolean => StreamEvent.safeParse(name).success;

/** What a test sends. It happens to nobody, so it is no event. */
export const TEST_EVENT = "webhook.test";

/** How the post of an event stands when the event is passed on; that may be later than the event. */
export const OutboundPost = z.object({
  id: z.string(),
  status: z.string(),
  platform: z.string(),
  account: z.object({
    id: z.string(),
    handle: z.string(),
    displayName: z.string(),
    sandbox: z.boolean(),
  }),
  campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
  variantId: z.string().nullable(),
  dueAt: z.string(),
  publishedAt: z.string().nullable(),
  /** The platform's id of it, and where it can be seen. */
  externalId: z.string().nullable(),
  permalink: z.string().nullable(),
  /** What went out may be a draft that somebody still has to send. */
  visibility: z.enum(["live", "draft", "scheduled"]).nullable(),
  problem: z.object({ code: z.string().nullable(), message: z.string() }).nullable(),
});
export type OutboundPost = z.infer<typeof OutboundPost>;

/** The body of a delivery; a frame of the stream holds the same and `seq`. */
export const OutboundBody = z.object({
  type: z.string(),
  /** The name on the socket, where that is another one. */
  alias: z.string().optional(),
  timestamp: z.string(),
  /** Ids of what it is about. Events of one post also hold the post. */
  data: z.looseObject({ post: OutboundPost.optional() }),
});
export type OutboundBody = z.infer<typeof OutboundBody>;

/** `Last-Event-ID`, which a browser sends by itself, comes before `after`. */
export const StreamQuery = z.object({
  /** Names with commas between them. */
  events: z
    .string()
    .max(2000)
    .optional()
    .transform((text) => (text ?? "").split(",").filter(Boolean))
    .pipe(z.array(StreamEvent).max(100)),
  after: z
    .string()
    .regex(/^\d{1,15}$/, "Give the seq of the last event that you have.")
    .optional(),
});
export type StreamQuery = z.infer<typeof StreamQuery>;
