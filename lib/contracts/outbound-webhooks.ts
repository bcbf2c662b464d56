import { z } from "zod";
import { IsoDate, PageQuery } from "@/lib/contracts/common";
import { PublicEvent } from "@/lib/contracts/outbound-events";

export const MAX_WEBHOOKS = 20;

const url = z
  .string()
  .trim()
  .min(1, "Give the address that should hear of events.")
  .max(2000, "An address has at most 2,000 characters.")
  .refine((value) => URL.canParse(value), "Give a whole address, as https://example.com/hooks.");
const description = z.string().trim().max(120, "A description has at most 120 characters.");
/** None, or `*`: every public event, also those that come with a later version. */
const events = z
  .array(z.union([PublicEvent, z.literal("*")], "There is no such event."))
  .max(100)
  .transform((names): PublicEvent[] => {
    const chosen = names.filter((name) => name !== "*");
    return chosen.length < names.length ? [] : [...new Set(chosen)];
  });

export const CreateWebhook = z.object({
  url,
  description: description.default(""),
  events: events.default([]),
});
export type CreateWebhook = z.input<typeof CreateWebhook>;

export const UpdateWebhook = z.object({
  url: url.optional(),
  description: description.optional(),
  events: events.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateWebhook = z.input<typeof UpdateWebhook>;

export const DELIVERY_STATUSES = ["pending", "delivered", "failed"] as const;
const DeliveryStatus = z.enum(DELIVERY_STATUSES);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const WebhookView = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  /** Empty: all. */
  events: z.array(z.string()),
  enabled: z.boolean(),
  /** Why the product switched it off; null where a person did. */
  disabledReason: z.string().nullable(),
  disabledAt: z.string().nullable(),
  failingSince: z.string().nullable(),
  /** Until then the secret before this one signs too. */
  previousSecretUntil: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  /** The latest deliveries, the newest first. */
  recent: z.array(z.object({ id: z.string(), status: DeliveryStatus, tried: z.boolean() })),
  pending: z.number(),
  failed: z.number(),
  lastDeliveredAt: z.string().nullable(),
});
export type WebhookView = z.infer<typeof WebhookView>;

export const WebhookList = z.object({ items: z.array(WebhookView) });
export type WebhookList = z.infer<typeof WebhookList>;

/** The secret leaves once, when it is made. */
export const WebhookSecret = z.object({ webhook: WebhookView, secret: z.string() });
export type WebhookSecret = z.infer<typeof WebhookSecret>;

export const DeliveryQuery = PageQuery.extend({ status: DeliveryStatus.optional() });
export type DeliveryQuery = z.infer<typeof DeliveryQuery>;

export const DeliveryView = z.object({
  id: z.string(),
  webhookId: z.string(),
  messageId: z.string(),
  /** Null: a test. */
  seq: z.number().nullable(),
  event: z.string(),
  status: DeliveryStatus,
  attempts: z.number(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
  /** When it is tried again; null where it is being sent or is done. */
  nextAt: z.string().nullable(),
  sending: z.boolean(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  lastDurationMs: z.number().nullable(),
});
export type DeliveryView = z.infer<typeof DeliveryView>;

export const DeliveryPage = z.object({
  items: z.array(DeliveryView),
  nextCursor: z.string().nullable(),
});
export type DeliveryPage = z.infer<typeof DeliveryPage>;

const DeliveryAttempt = z.object({
  attempt: z.number(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  status: z.number().nullable(),
  error: z.string().nullable(),
  durationMs: z.number().nullable(),
  answer: z.string().nullable(),
});
export type DeliveryAttempt = z.infer<typeof DeliveryAttempt>;

export const DeliveryDetail = DeliveryView.extend({
  body: z.string(),
  tries: z.array(DeliveryAttempt),
});
export type DeliveryDetail = z.infer<typeof DeliveryDetail>;

export const RedeliverFailed = z.object({ since: IsoDate });
export type RedeliverFailed = z.infer<typeof RedeliverFailed>;

export const RedeliverCount = z.object({ count: z.number() });
export type RedeliverCount = z.infer<typeof RedeliverCount>;
