import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Snapshot } from "@/lib/domain/bandit/algorithm";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

const count = (name: string) => integer(name).notNull().default(0);

/**
 * A signed change in one post's counts between two observations, so that sums over any window are
 * exact. No foreign keys, which would cost more than the row: a trigger takes them with their post.
 */
export const metrics = pgTable(
  "metrics",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    workspaceId: uuid("workspace_id").notNull(),
    postId: uuid("post_id").notNull(),
    /** `carried`: one row for all that was counted before the raw rows were thinned out. */
    source: text("source", { enum: ["pull", "webhook", "ingest", "link", "carried"] }).notNull(),
    observedAt: at("observed_at").notNull(),
    views: count("views"),
    likes: count("likes"),
    shares: count("shares"),
    comments: count("comments"),
    clicks: count("clicks"),
    saves: count("saves"),
    conversions: count("conversions"),
    /** The sender's id of an ingested item: the same one is counted once. */
    dedupeKey: text("dedupe_key"),
  },
  (t) => [
    index("metrics_post_idx").on(t.postId, t.observedAt),
    index("metrics_workspace_idx").on(t.workspaceId, t.observedAt, t.id),
    uniqueIndex("metrics_dedupe_key")
      .on(t.workspaceId, t.dedupeKey)
      .where(sql`dedupe_key is not null`),
  ],
);

/**
 * Senders' ids of items whose rows were folded, each as a hash: what is told again years later is still
 * counted once.
 */
export const foldedIds = pgTable(
  "folded_ids",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    idHash: uuid("id_hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.idHash] })],
);

export const engagementEvents = pgTable(
  "engagement_events",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id, { onDelete: "cascade" }),
    postId: uuid("post_id").references(() => posts.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    externalEventId: text("external_event_id").notNull(),
    kind: text("kind").notNull(),
    payload: jsonb("payload").$type<unknown>().notNull(),
    happenedAt: at("happened_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("engagement_events_external_key").on(t.accountId, t.externalEventId)],
);

/** Webhook calls that passed their signature, each once. */
export const webhookDeliveries = pgTable("webhook_deliveries", {
  id: id(),
  platform: text("platform").notNull(),
  sandbox: boolean("sandbox").notNull().default(false),
  accountId: uuid("account_id").references(() => socialAccounts.id, { onDelete: "cascade" }),
  deliveryKey: text("delivery_key").notNull().unique(),
  /** As it came, until it is worked through; kept where something in it was not understood. */
  body: text("body"),
  events: integer("events").notNull(),
  /** Of them, those that no connected account could be found for; 1 for a body that tells nothing. */
  unknown: integer("unknown").notNull().default(0),
  receivedAt: at("received_at").notNull(),
  processedAt: at("processed_at"),
});

/** What came in by webhooks so far, of each platform and world. */
export const webhookCounts = pgTable(
  "webhook_counts",
  {
    platform: text("platform").notNull(),
    sandbox: boolean("sandbox").notNull(),
    received: count("received"),
    /** Delivered before. */
    repeated: count("repeated"),
    /** Signed wrongly, or too late. */
    refused: count("refused"),
    unknown: count("unknown"),
    lastReceivedAt: at("last_received_at"),
    lastRefusedAt: at("last_refused_at"),
  },
  (t) => [primaryKey({ columns: [t.platform, t.sandbox] })],
);

export const optimizerState = pgTable(
  "optimizer_state",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    policy: text("policy").notNull(),
    /** The evidence by world. Emptied by whoever changes results, and read again from the posts. */
    state: jsonb("state").$type<unknown>().notNull(),
    /** Of that evidence, by world, the posts under way: it changes with each choice, and is small. */
    pending: jsonb("pending").$type<unknown>().notNull().default({}),
    /** By world, what other campaigns may learn of this one. Outlives the state. */
    summary: jsonb("summary").$type<unknown>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("optimizer_state_campaign_platform_key").on(t.campaignId, t.platform),
    index("optimizer_state_workspace_idx").on(t.workspaceId, t.platform),
  ],
);

/** The optimizer's choice for one slot: with the snapshot and the seed it can be made again. */
export const optimizerDecisions = pgTable(
  "optimizer_decisions",
  {
    id: id(),
    /** One foreign key is enough: the post has the others, and a row goes with its post. */
    workspaceId: uuid("workspace_id").notNull(),
    campaignId: uuid("campaign_id").notNull(),
    platform: text("platform").notNull(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    variantId: uuid("variant_id"),
    /** cold_start, exploit, explore, floor by the policy; override and rotation by people. */
    kind: text("kind", {
      enum: ["cold_start", "exploit", "explore", "floor", "override", "rotation"],
    }).notNull(),
    /** The algorithm's name, and below its version. */
    policy: text("policy").notNull(),
    version: integer("version").notNull().default(0),
    candidates: jsonb("candidates").$type<unknown>().notNull(),
    /** All that the choice depended on besides its seed. Null: made before snapshots were kept. */
    snapshot: jsonb("snapshot").$type<Snapshot>(),
    /** An unsigned 32-bit integer. */
    seed: bigint("seed", { mode: "number" }),
    /** Of each candidate under the policy. */
    propensities: jsonb("propensities").$type<Record<string, number>>(),
    /** Of the variant that is posted; 1 when a person decided. */
    probability: doublePrecision("probability"),
    reason: text("reason").notNull(),
    numbers: jsonb("numbers").$type<Record<string, number | string>>().notNull(),
    /** What the policy would have done, when a person decided. */
    wouldHaveChosen: uuid("would_have_chosen"),
    decidedBy: uuid("decided_by"),
    decidedAt: at("decided_at").notNull(),
  },
  (t) => [
    unique("optimizer_decisions_post_key").on(t.postId),
    index("optimizer_decisions_campaign_idx").on(t.campaignId, t.platform, t.decidedAt),
  ],
);
