import { bigint, index, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

/** A fact that happened; `seq` counts within a workspace in commit order. */
export const events = pgTable(
  "events",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    seq: bigint("seq", { mode: "number" }).notNull(),
    name: text("name").notNull(),
    data: jsonb("data").$type<Record<string, unknown>>().notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("events_seq_key").on(t.workspaceId, t.seq)],
);

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
  (t) => [index("audit_log_workspace_idx").on(t.workspaceId, t.at)],
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

/** How a platform has answered lately. */
export const providerHealth = pgTable("provider_health", {
  platform: text("platform").primaryKey(),
  lastOkAt: at("last_ok_at"),
  lastErrorAt: at("last_error_at"),
  lastError: text("last_error"),
});
