import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import type { PostTiming } from "@/lib/contracts/best-times";
import type { BestTimeWindow } from "@/lib/domain/best-time/timing";
import type { PostStatus } from "@/lib/domain/post-status";
import type { ShortLink } from "@/lib/domain/short-links";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, type VariantMedia, variants } from "@/server/db/schema/campaigns";
import { at, createdAt, id, pauseColumns, updatedAt } from "@/server/db/schema/columns";
import { publications } from "@/server/db/schema/publications";
import { workspaces } from "@/server/db/schema/workspaces";

export const schedules = pgTable(
  "schedules",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id")
      .notNull()
      .references(() => campaigns.id, { onDelete: "cascade" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id, { onDelete: "cascade" }),
    /** Exactly one of the two is set. */
    cron: text("cron"),
    runAt: at("run_at"),
    timeZone: text("time_zone").notNull(),
    /** Each run goes out within these hours of its local day, when its account does best. Null: on time. */
    bestTime: jsonb("best_time").$type<BestTimeWindow>(),
    /** Slots up to here are planned; the next one is after it. */
    plannedUntil: at("planned_until"),
    nextRunAt: at("next_run_at"),
    paused: boolean("paused").notNull().default(false),
    ...pauseColumns(),
    /** Off: the next variant in turn is posted and nothing is chosen by the optimizer. */
    optimizerOn: boolean("optimizer_on").notNull().default(true),
    /** Of runs missed while nothing ran: the last goes out late, or none does. */
    missedPolicy: text("missed_policy", { enum: ["post_late", "skip"] })
      .notNull()
      .default("post_late"),
    createdBy: uuid("created_by"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    deletedAt: at("deleted_at"),
  },
  (t) => [index("schedules_workspace_idx").on(t.workspaceId, t.nextRunAt)],
);

/** Exactly what went out, frozen at the claim. */
export interface PostContent {
  /** Null: the platform's first. */
  format: string | null;
  title: string | null;
  text: string;
  media: VariantMedia[];
  options: Record<string, string>;
}

/** Settled at the claim, before anything is sent: every try and every look has the same text. */
export interface PostLinks {
  /** Of the content that they were made for. */
  contentHash: string;
  items: ShortLink[];
}

export const posts = pgTable(
  "posts",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id").references(() => campaigns.id, { onDelete: "set null" }),
    scheduleId: uuid("schedule_id").references(() => schedules.id, { onDelete: "set null" }),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id),
    /** The request that asked for it; null for posts of a schedule. */
    publicationId: uuid("publication_id").references(() => publications.id, {
      onDelete: "set null",
    }),
    platform: text("platform").notNull(),
    /** The variant that is posted: chosen at publish time, or pinned by a person. */
    variantId: uuid("variant_id").references(() => variants.id, { onDelete: "set null" }),
    pinnedVariantId: uuid("pinned_variant_id").references(() => variants.id, {
      onDelete: "set null",
    }),
    /** The slot as planned. Never changes: the idempotency key is made of it. */
    slotAt: at("slot_at").notNull(),
    /** When it goes out; a person may move it. */
    dueAt: at("due_at").notNull(),
    /** Of a schedule with best times: the time that was picked, and why. Null: the slot's own. */
    timing: jsonb("timing").$type<PostTiming>(),
    deadlineAt: at("deadline_at").notNull(),
    status: text("status").$type<PostStatus>().notNull(),
    idempotencyKey: text("idempotency_key").notNull(),
    content: jsonb("content").$type<PostContent>(),
    contentHash: text("content_hash"),
    /** Which addresses of the content go out as which short links. Null: it goes out as it stands. */
    links: jsonb("links").$type<PostLinks>(),
    /** The content was given with the request and is no variant's: no choice may replace it. */
    ownContent: boolean("own_content").notNull().default(false),
    /** Of own content: the hash that a person approved. */
    approvedHash: text("approved_hash"),
    attempt: integer("attempt").notNull().default(0),
    checks: integer("checks").notNull().default(0),
    /** Raised by each claim; a settle with an older token loses. */
    fence: integer("fence").notNull().default(0),
    leaseUntil: at("lease_until"),
    nextAt: at("next_at").notNull(),
    receipt: jsonb("receipt").$type<unknown>(),
    externalId: text("external_id"),
    permalink: text("permalink"),
    visibility: text("visibility", { enum: ["live", "draft", "scheduled"] }),
    publishedAt: at("published_at"),
    firstAttemptAt: at("first_attempt_at"),
    problemCode: text("problem_code"),
    problem: text("problem"),
    /** A person's note on an override, and who. */
    overriddenBy: uuid("overridden_by"),
    overriddenAt: at("overridden_at"),
    overrideNote: text("override_note"),
    metricsPulledAt: at("metrics_pulled_at"),
    metricsNextPullAt: at("metrics_next_pull_at"),
    /** The platform did not know the post when it was last asked, first at this time. */
    missingSince: at("missing_since"),
    /** Everybody was told that it is overdue; before `dueAt`: that was an earlier time of it. */
    overdueToldAt: at("overdue_told_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("posts_idempotency_key").on(t.idempotencyKey),
    index("posts_workspace_due_idx").on(t.workspaceId, t.dueAt),
    // All that a count of what went out needs, so that only the index is read.
    index("posts_out_idx")
      .on(t.workspaceId, t.publishedAt, t.accountId, t.campaignId)
      .where(sql`published_at is not null and visibility is distinct from 'draft'`),
    index("posts_account_idx").on(t.accountId, t.dueAt),
    index("posts_campaign_idx").on(t.campaignId, t.platform, t.dueAt),
    index("posts_publication_idx").on(t.publicationId).where(sql`publication_id is not null`),
    // What a post passes through holds only the posts that are there: each move writes few indexes.
    index("posts_queue_idx").on(t.accountId, t.nextAt, t.id).where(sql`status = 'queued'`),
    index("posts_in_flight_idx").on(t.accountId).where(sql`status = 'publishing'`),
    index("posts_doubt_idx").on(t.nextAt).where(sql`status in ('pending', 'unknown')`),
    index("posts_deadline_idx")
      .on(t.deadlineAt)
      .where(sql`status in ('planned', 'awaiting_approval', 'queued', 'blocked')`),
    index("posts_approval_idx").on(t.campaignId).where(sql`status = 'awaiting_approval'`),
    index("posts_parked_idx").on(t.workspaceId).where(sql`status = 'parked'`),
    index("posts_external_idx").on(t.accountId, t.externalId).where(sql`external_id is not null`),
    index("posts_metrics_pull_idx")
      .on(t.metricsNextPullAt)
      .where(sql`metrics_next_pull_at is not null`),
  ],
);

/** Goes with its post, and so with the workspace: one key to check for each row is enough. */
export const postAttempts = pgTable(
  "post_attempts",
  {
    id: id(),
    workspaceId: uuid("workspace_id").notNull(),
    postId: uuid("post_id")
      .notNull()
      .references(() => posts.id, { onDelete: "cascade" }),
    attempt: integer("attempt").notNull(),
    /** publish: the request that creates; resume: asking what became of it. */
    kind: text("kind", { enum: ["publish", "resume"] }).notNull(),
    outcome: text("outcome"),
    code: text("code"),
    message: text("message"),
    /** The platform's answer, secrets stripped, cut to 2 KB. */
    response: jsonb("response").$type<unknown>(),
    startedAt: at("started_at").notNull(),
    finishedAt: at("finished_at"),
  },
  (t) => [index("post_attempts_post_idx").on(t.postId)],
);
