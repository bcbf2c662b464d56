import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

/** Another system's address that hears a workspace's events. */
export const outboundWebhooks = pgTable(
  "outbound_webhooks",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    url: text("url").notNull(),
    description: text("description").notNull().default(""),
    /** Names of public events; empty: all of them. */
    events: text("events").array().notNull(),
    sealedSecret: text("sealed_secret").notNull(),
    /** Signs beside the new one until then, so that a receiver may change over in its own time. */
    sealedPreviousSecret: text("sealed_previous_secret"),
    previousSecretUntil: at("previous_secret_until"),
    enabled: boolean("enabled").notNull().default(true),
    /** Set where the product itself switched it off. */
    disabledReason: text("disabled_reason"),
    disabledAt: at("disabled_at"),
    /** Events up to here have become deliveries. */
    afterSeq: bigint("after_seq", { mode: "number" }).notNull(),
    /** Tries in a row without a success, and since when. */
    failures: integer("failures").notNull().default(0),
    failingSince: at("failing_since"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("outbound_webhooks_workspace_idx").on(t.workspaceId)],
);

/** One event for one webhook, exactly as it is sent. */
export const outboundDeliveries = pgTable(
  "outbound_deliveries",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    webhookId: uuid("webhook_id")
      .notNull()
      .references(() => outboundWebhooks.id, { onDelete: "cascade" }),
    /** Null: a test, which is no event. */
    eventSeq: bigint("event_seq", { mode: "number" }),
    eventName: text("event_name").notNull(),
    /** The very bytes that are signed: jsonb would give back others. */
    body: text("body").notNull(),
    status: text("status", { enum: ["pending", "delivered", "failed"] })
      .notNull()
      .default("pending"),
    attempts: integer("attempts").notNull().default(0),
    /** Since it was made or last asked for again: what the retries and their day are counted from. */
    roundAttempts: integer("round_attempts").notNull().default(0),
    roundStartedAt: at("round_started_at"),
    /** Raised by each claim; a settle with an older token loses. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: at("lease_until"),
    /** While it is being sent: the end of the lease. */
    nextAt: at("next_at").notNull(),
    lastStatus: integer("last_status"),
    lastError: text("last_error"),
    lastDurationMs: integer("last_duration_ms"),
    deliveredAt: at("delivered_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("outbound_deliveries_event_key").on(t.webhookId, t.eventSeq),
    index("outbound_deliveries_due_idx")
      .on(t.webhookId, t.nextAt, t.id)
      .where(sql`status = 'pending'`),
    index("outbound_deliveries_failed_idx")
      .on(t.webhookId, t.createdAt)
      .where(sql`status = 'failed'`),
    index("outbound_deliveries_log_idx").on(t.webhookId, t.createdAt, t.id),
    index("outbound_deliveries_age_idx").on(t.createdAt),
  ],
);

/** On record before anything is sent; without an end, the process died meanwhile. */
export const outboundAttempts = pgTable(
  "outbound_attempts",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    deliveryId: uuid("delivery_id")
      .notNull()
      .references(() => outboundDeliveries.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    startedAt: at("started_at").notNull(),
    finishedAt: at("finished_at"),
    status: integer("status"),
    error: text("error"),
    durationMs: integer("duration_ms"),
    /** The first 2 KB, without secrets. */
    answer: text("answer"),
  },
  (t) => [index("outbound_attempts_delivery_idx").on(t.deliveryId)],
);
