import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Estimate, RunDecision } from "@/lib/contracts/learning";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import type { Directives } from "@/lib/domain/evolution/directives";
import type { Operator, PromptStatus } from "@/lib/domain/evolution/prompt";
import { socialAccounts } from "@/server/db/schema/accounts";
import { at, createdAt, id, pauseColumns, updatedAt } from "@/server/db/schema/columns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

const workspaceId = () =>
  uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" });

/** One row of a workspace: what it set, and up to which event the loop has looked. */
export const learningSettings = pgTable("learning_settings", {
  workspaceId: workspaceId().primaryKey(),
  settings: jsonb("settings").$type<Partial<LearningSettings>>().notNull().default({}),
  seenSeq: bigint("seen_seq", { mode: "number" }).notNull().default(0),
  updatedAt: updatedAt(),
});

/** One account in one language: the population that learns what its audience likes. */
export const learningChannels = pgTable(
  "learning_channels",
  {
    id: id(),
    workspaceId: workspaceId(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => socialAccounts.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    language: text("language").notNull(),
    /** The frozen first prompt that every lift is told against. */
    seedId: uuid("seed_id").notNull(),
    generation: integer("generation").notNull().default(0),
    /** What the last evaluation found, for lists. */
    summary: jsonb("summary").$type<ChannelSummary>(),
    /** The number of the next prompt: "P7". */
    nextNumber: integer("next_number").notNull(),
    paused: boolean("paused").notNull().default(false),
    ...pauseColumns(),
    bredAt: at("bred_at"),
    lastRunAt: at("last_run_at"),
    /** The run that has it now, and until when. One cycle of a channel at a time. */
    runId: uuid("run_id"),
    leaseUntil: at("lease_until"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("learning_channels_account_key").on(t.accountId, t.language),
    index("learning_channels_workspace_idx").on(t.workspaceId, t.id),
  ],
);

/** An individual of a channel's population. Immutable but for its status and what was decided of it. */
export const promptVersions = pgTable(
  "prompt_versions",
  {
    id: id(),
    workspaceId: workspaceId(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => learningChannels.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    directives: jsonb("directives").$type<Directives>().notNull(),
    notes: jsonb("notes").$type<string[]>().notNull().default([]),
    text: text("text").notNull(),
    parents: uuid("parents").array().notNull().default([]),
    operator: text("operator").$type<Operator>().notNull(),
    /** Null where no model was asked, or its answer was of no use. */
    model: text("model"),
    seed: bigint("seed", { mode: "number" }).notNull(),
    /** Of all that its making depended on. */
    inputHash: text("input_hash").notNull(),
    generation: integer("generation").notNull(),
    status: text("status").$type<PromptStatus>().notNull(),
    why: text("why"),
    citedPosts: jsonb("cited_posts").$type<string[]>().notNull().default([]),
    /** It passed the gate and waits for a person since then. */
    awaitingSince: at("awaiting_since"),
    /** A person said no: the gate does not propose it again. */
    rejectedAt: at("rejected_at"),
    promotedAt: at("promoted_at"),
    retiredAt: at("retired_at"),
    createdAt: createdAt(),
  },
  (t) => [
    unique("prompt_versions_number_key").on(t.channelId, t.number),
    index("prompt_versions_workspace_idx").on(t.workspaceId),
  ],
);

/** One micro-cycle. Queued by a trigger; whoever leases the channel runs it. */
export const evolutionRuns = pgTable(
  "evolution_runs",
  {
    id: id(),
    workspaceId: workspaceId(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => learningChannels.id, { onDelete: "cascade" }),
    trigger: text("trigger", { enum: ["threshold", "age", "person"] }).notNull(),
    status: text("status", { enum: ["queued", "running", "completed", "failed"] })
      .notNull()
      .default("queued"),
    attempt: integer("attempt").notNull().default(0),
    newPosts: integer("new_posts").notNull().default(0),
    evaluated: integer("evaluated").notNull().default(0),
    decisions: jsonb("decisions").$type<StoredDecision[]>().notNull().default([]),
    waiting: text("waiting"),
    bred: uuid("bred").array().notNull().default([]),
    modelCalls: integer("model_calls").notNull().default(0),
    callBudget: integer("call_budget").notNull().default(0),
    error: text("error"),
    askedBy: text("asked_by"),
    createdAt: createdAt(),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (t) => [
    index("evolution_runs_channel_idx").on(t.channelId, t.id),
    // Triggers that come while one waits join it.
    uniqueIndex("evolution_runs_queued_key").on(t.channelId).where(sql`status = 'queued'`),
    index("evolution_runs_open_idx").on(t.status).where(sql`status in ('queued', 'running')`),
  ],
);

export interface ChannelSummary {
  /** Posts with a result. */
  posts: number;
  views: number;
  /** Weighted interactions. */
  score: number;
  bestId: string | null;
  worstId: string | null;
  improvement: Estimate | null;
  /** The directives in which the leader departs from the seed, strongest effect first. */
  learnt: string[];
  /** Why nothing was bred; null: something was. */
  waiting: string | null;
  /** Nothing was gained lately, so breeding rests for a while. */
  resting: boolean;
}

export interface StoredDecision extends Omit<RunDecision, "prompt"> {
  promptId: string | null;
}

/** A published post as its channel learns from it, frozen when it was first seen. */
export const learningPosts = pgTable(
  "learning_posts",
  {
    postId: uuid("post_id")
      .primaryKey()
      .references(() => posts.id, { onDelete: "cascade" }),
    workspaceId: workspaceId(),
    channelId: uuid("channel_id")
      .notNull()
      .references(() => learningChannels.id, { onDelete: "cascade" }),
    /** Who wrote it; null: a person, or a prompt of another channel. */
    promptVersionId: uuid("prompt_version_id"),
    /** Share of the published text that a person changed, from 0 to 1. */
    editShare: real("edit_share").notNull().default(0),
    /** As read from what was published. */
    directives: jsonb("directives").$type<Partial<Directives>>().notNull(),
    /** Posts about the same matter are compared with each other. */
    topic: text("topic"),
    publishedAt: at("published_at").notNull(),
    /** Counts came in since the last look. */
    dirty: boolean("dirty").notNull().default(true),
    /** The result was ready: once, by its interactions or by its age. */
    readyAt: at("ready_at"),
    readyBy: text("ready_by", { enum: ["threshold", "age"] }),
    /** The run that evaluated it first. */
    runId: uuid("run_id"),
  },
  (t) => [
    index("learning_posts_channel_idx").on(t.channelId, t.publishedAt),
    index("learning_posts_open_idx").on(t.publishedAt).where(sql`ready_at is null`),
    index("learning_posts_prompt_idx").on(t.promptVersionId),
  ],
);
