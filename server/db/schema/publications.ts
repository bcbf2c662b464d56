import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import type { PublishRefusal } from "@/lib/contracts/publish";
import { campaigns } from "@/server/db/schema/campaigns";
import { at, createdAt, id } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

/** One request to publish: a post for each account that it was taken for. */
export const publications = pgTable(
  "publications",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    campaignId: uuid("campaign_id").references(() => campaigns.id, { onDelete: "set null" }),
    /** What was asked for last; what became of it is told by its posts. */
    asked: text("asked", { enum: ["draft", "published", "scheduled"] }).notNull(),
    actorKind: text("actor_kind", { enum: ["user", "token", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    actorName: text("actor_name").notNull(),
    /** Accounts for which nothing was taken, each with its reason. */
    refusals: jsonb("refusals").$type<PublishRefusal[]>().notNull().default([]),
    createdAt: createdAt(),
  },
  (t) => [index("publications_workspace_idx").on(t.workspaceId, t.createdAt, t.id)],
);

/** What was answered to a request that named a key, written together with what the request did. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    /** Who sent it first. Not in the key: a retry may come with a token that was renewed. */
    actorId: uuid("actor_id"),
    key: text("key").notNull(),
    requestHash: text("request_hash").notNull(),
    status: integer("status").notNull(),
    answer: jsonb("answer").$type<unknown>().notNull(),
    createdAt: createdAt(),
    expiresAt: at("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index("idempotency_keys_expiry_idx").on(t.expiresAt),
  ],
);
