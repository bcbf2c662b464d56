import { sql } from "drizzle-orm";
import { integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id, updatedAt } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

export const users = pgTable(
  "users",
  {
    id: id(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    passwordHash: text("password_hash"),
    /** Identity at an OIDC issuer, Replit Auth among them. */
    replitId: text("replit_id").unique(),
    oidcSubject: text("oidc_subject").unique(),
    /** Raised by sign-out everywhere, password and role changes: older sessions end. */
    sessionVersion: integer("session_version").notNull().default(1),
    /** The zone the person reads times in. Null: the workspace's. */
    timeZone: text("time_zone"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("users_email_key").on(sql`lower(${t.email})`)],
);

export const memberships = pgTable(
  "memberships",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "editor", "reviewer", "viewer"] }).notNull(),
    createdAt: createdAt(),
  },
  (t) => [unique("memberships_workspace_user_key").on(t.workspaceId, t.userId)],
);

export const invitations = pgTable("invitations", {
  id: id(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  kind: text("kind", { enum: ["invite", "password_reset"] }).notNull(),
  email: text("email").notNull(),
  role: text("role", { enum: ["owner", "editor", "reviewer", "viewer"] }).notNull(),
  userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
  tokenHash: text("token_hash").notNull().unique(),
  invitedBy: uuid("invited_by").references(() => users.id, { onDelete: "set null" }),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
  createdAt: createdAt(),
});

export const apiTokens = pgTable("api_tokens", {
  id: id(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  name: text("name").notNull(),
  tokenHash: text("token_hash").notNull().unique(),
  /** The first characters, so that a person can tell tokens apart. */
  prefix: text("prefix").notNull(),
  scopes: text("scopes").array().notNull(),
  createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
  expiresAt: at("expires_at"),
  lastUsedAt: at("last_used_at"),
  revokedAt: at("revoked_at"),
  createdAt: createdAt(),
});
