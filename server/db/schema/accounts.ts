import { boolean, jsonb, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { at, createdAt, id, pauseColumns, updatedAt } from "@/server/db/schema/columns";
import { workspaces } from "@/server/db/schema/workspaces";

export const socialProviders = pgTable("social_providers", {
  id: id(),
  key: text("key").notNull().unique(),
  label: text("label").notNull(),
  createdAt: createdAt(),
});

/** A connected page, profile, channel, site or webhook on one platform. */
export const socialAccounts = pgTable(
  "social_accounts",
  {
    id: id(),
    workspaceId: uuid("workspace_id")
      .notNull()
      .references(() => workspaces.id, { onDelete: "cascade" }),
    platform: text("platform").notNull(),
    externalId: text("external_id").notNull(),
    handle: text("handle").notNull(),
    displayName: text("display_name").notNull(),
    avatarUrl: text("avatar_url"),
    scopes: text("scopes").array().notNull(),
    /** The sandbox or the real platform: an account keeps the endpoints it was connected with. */
    sandbox: boolean("sandbox").notNull().default(false),
    endpoints: jsonb("endpoints").$type<Record<string, string>>().notNull(),
    /** Sealed: {accessToken, refreshToken} or the form's credentials. */
    sealedCredentials: text("sealed_credentials").notNull(),
    /** Facts that are no secret, such as what a blog told us it can do. */
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    status: text("status", { enum: ["active", "expiring", "action_required", "disconnected"] })
      .notNull()
      .default("active"),
    statusReason: text("status_reason"),
    paused: boolean("paused").notNull().default(false),
    ...pauseColumns(),
    /** The platform told us to stay away until then (rate limit, spent credits). */
    restUntil: at("rest_until"),
    /** The clock its audience lives by; null: the workspace's. */
    timeZone: text("time_zone"),
    expiresAt: at("expires_at"),
    refreshedAt: at("refreshed_at"),
    /** Lease of whoever renews the access now: two renewals at once would spend one refresh token twice. */
    refreshingUntil: at("refreshing_until"),
    connectedBy: uuid("connected_by"),
    disconnectedAt: at("disconnected_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    unique("social_accounts_external_key").on(t.workspaceId, t.platform, t.externalId, t.sandbox),
  ],
);

export const oauthStates = pgTable("oauth_states", {
  id: id(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  userId: uuid("user_id").notNull(),
  platform: text("platform").notNull(),
  stateHash: text("state_hash").notNull().unique(),
  sealedVerifier: text("sealed_verifier").notNull(),
  sandbox: boolean("sandbox").notNull(),
  /** Set when an existing account is being reconnected. */
  accountId: uuid("account_id"),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
  createdAt: createdAt(),
});

/** Several accounts that one consent reached, until a person has chosen among them. */
export const oauthChoices = pgTable("oauth_choices", {
  id: id(),
  workspaceId: uuid("workspace_id")
    .notNull()
    .references(() => workspaces.id, { onDelete: "cascade" }),
  userId: uuid("user_id").notNull(),
  platform: text("platform").notNull(),
  sandbox: boolean("sandbox").notNull(),
  tokenHash: text("token_hash").notNull().unique(),
  /** The accounts and their tokens; empty once the choice is made. */
  sealed: text("sealed").notNull(),
  expiresAt: at("expires_at").notNull(),
  usedAt: at("used_at"),
  createdAt: createdAt(),
});
