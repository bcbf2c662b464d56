import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { at, createdAt, id } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

/** A fact that happened; `seq` counts within a workspace in commit order. */
export const events = pgTable(
  "events",
  {
    id: id(),
    /** No foreign key: `seq` is counted in the workspace's own row, so there is one. */
    workspaceId: uuid("workspace_id").notNull(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    name: text("name").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("events_seq_key").on(t.workspaceId, t.seq)],
);

/** What people decided about learning, among all that is audited: a channel's log asks for it. */
export const isLearningAct = sql`actor_kind <> 'system' and action in ('prompt.promoted', 'prompt.rejected', 'prompt.rolled_back', 'prompt.restored', 'learning.paused', 'learning.resumed', 'learning.settings_changed')`;

export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    actorKind: text("actor_kind", { enum: ["user", "token", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id"),
    subjectName: text("subject_name"),
    before: jsonb("before").$type<unknown>(),
    after: jsonb("after").$type<unknown>(),
    requestId: text("request_id"),
    at: at("at").notNull(),
  },
  (t) => [
    index("audit_log_workspace_idx").on(t.workspaceId, t.at),
    index("audit_log_learning_idx").on(t.workspaceId, t.at).where(isLearningAct),
  ],
);

export const heartbeats = pgTable("heartbeats", {
  name: text("name").primaryKey(),
  beatAt: at("beat_at").notNull(),
  detail: jsonb("detail").$type<unknown>(),
});

/** Counted tries in a window: sign-in attempts and the like, shared by all processes. */
export const rateLimits = pgTable("rate_limits", {
  key: text("key").primaryKey(),
  windowStart: at("window_start").notNull(),
  count: bigint("count", { mode: "number" }).notNull(),
});

/** How a platform has answered lately, and whether it is left alone: one circuit per platform and world. */
export const providerHealth = pgTable(
  "provider_health",
  {
    platform: text("platform").notNull(),
    sandbox: boolean("sandbox").notNull().default(false),
    state: text("state", { enum: ["closed", "open", "half_open"] })
      .notNull()
      .default("closed"),
    /** In a row; a good answer sets it to zero. */
    failures: integer("failures").notNull().default(0),
    /** In a row: each one lasts longer than the one before. */
    openings: integer("openings").notNull().default(0),
    openedAt: at("opened_at"),
    /** From then on one call is let through; while it runs, when the next one would be. */
    nextProbeAt: at("next_probe_at"),
    lastOkAt: at("last_ok_at"),
    lastErrorAt: at("last_error_at"),
    lastError: text("last_error"),
    errorCount: bigint("error_count", { mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.platform, t.sandbox] })],
);

/** What a platform's answers say is left of a limit. A subject is an account's id, or `app:<platform>:<world>`. */
export const rateBudgets = pgTable(
  "rate_budgets",
  {
    subject: text("subject").notNull(),
    /** What is counted: "publish", "read", or one of the platform's own windows beside them. */
    window: text("window").notNull(),
    remaining: integer("remaining"),
    quota: integer("quota"),
    resetsAt: at("resets_at"),
    seenAt: at("seen_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.subject, t.window] })],
);
