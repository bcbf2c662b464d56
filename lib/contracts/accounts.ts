import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { Platform } from "@/lib/platforms/catalog";

export const AccountStatus = z.enum(["active", "expiring", "action_required", "disconnected"]);
export type AccountStatus = z.infer<typeof AccountStatus>;

export const AccountView = z.object({
  id: z.string(),
  platform: Platform,
  externalId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  scopes: z.array(z.string()),
  sandbox: z.boolean(),
  status: AccountStatus,
  statusReason: z.string().nullable(),
  paused: z.boolean(),
  /** Access is renewed without a person. */
  renews: z.boolean(),
  expiresAt: z.string().nullable(),
  refreshedAt: z.string().nullable(),
  /** The platform asked us to stay away until then. */
  restUntil: z.string().nullable(),
  /** Posts planned or queued from now on. */
  upcomingPosts: z.number(),
  /** Posts that wait for this account to be connected again. */
  blockedPosts: z.number(),
  nextPostAt: z.string().nullable(),
  createdAt: z.string(),
});
export type AccountView = z.infer<typeof AccountView>;

export const AccountList = z.object({
  items: z.array(AccountView),
  nextCursor: z.string().nullable(),
});
export type AccountList = z.infer<typeof AccountList>;

export const ListAccounts = z.object({
  platform: Platform.optional(),
  /** Disconnected accounts are left out unless asked for. */
  disconnected: z.enum(["true", "false"]).default("false"),
});
export type ListAccounts = z.infer<typeof ListAccounts>;

export const ConnectCredentials = z.object({
  platform: Platform,
  fields: z.record(z.string().max(100), z.string().trim().max(4000)),
  /** Set when a known account is connected again: a different site is then refused. */
  accountId: Id.optional(),
});
export type ConnectCredentials = z.infer<typeof ConnectCredentials>;

/** `generated` is shown to the person once and can't be read again. */
export const ConnectedByCredentials = z.object({
  account: AccountView,
  generated: z.array(z.object({ name: z.string(), value: z.string() })),
  warnings: z.array(z.string()),
});
export type ConnectedByCredentials = z.infer<typeof ConnectedByCredentials>;

export const UpdateAccount = z.object({ paused: z.boolean() });
export type UpdateAccount = z.infer<typeof UpdateAccount>;

export const DisconnectedAccount = z.object({
  account: AccountView,
  canceledPosts: z.number(),
  pausedSchedules: z.number(),
  /** Null: there was nothing to revoke at the platform. */
  revoked: z.boolean().nullable(),
});
export type DisconnectedAccount = z.infer<typeof DisconnectedAccount>;

/** Where the popup writes to: the real platform, or its imitation. */
export const OAuthWorld = z.enum(["real", "sandbox"]);
export type OAuthWorld = z.infer<typeof OAuthWorld>;

export const StartOAuthQuery = z.object({
  world: OAuthWorld.default("real"),
  account: Id.optional(),
});

/** Everything that can go wrong on the way through the popup; each has words of its own in the UI. */
export const OAUTH_PROBLEMS = [
  "unknown_platform",
  "not_by_oauth",
  "missing_variables",
  "sandbox_off",
  "unknown_account",
  "signed_out",
  "not_allowed",
  "denied",
  "platform_refused",
  "unknown_state",
  "expired",
  "replayed",
  "other_session",
  "exchange_failed",
  "platform_unreachable",
  "missing_scopes",
  "no_account",
  "other_identity",
  "failed",
] as const;
export const OAuthProblem = z.enum(OAUTH_PROBLEMS);
export type OAuthProblem = z.infer<typeof OAuthProblem>;

/** The popup's last word to the page that opened it. `window.opener` is gone under COOP. */
export const OAUTH_CHANNEL = "bandwagon:oauth";
export const OAuthReport = z.object({
  platform: z.string(),
  status: z.enum(["connected", "reconnected", "failed"]),
  problem: OAuthProblem.nullable(),
});
export type OAuthReport = z.infer<typeof OAuthReport>;

export const CredentialFieldView = z.object({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  hint: z.string(),
});
export type CredentialFieldView = z.infer<typeof CredentialFieldView>;

/** What stands between this install and a connection to one platform. */
export const PlatformSetup = z.object({
  platform: Platform,
  label: z.string(),
  noun: z.string(),
  connect: z.enum(["oauth", "credentials"]),
  redirectUrl: z.string().nullable(),
  webhookUrl: z.string().nullable(),
  variables: z.array(z.object({ name: z.string(), set: z.boolean(), required: z.boolean() })),
  missing: z.array(z.string()),
  /** Real accounts can be connected now. */
  ready: z.boolean(),
  sandbox: z.object({ available: z.boolean(), accounts: z.number() }),
  realAccounts: z.number(),
  fields: z.array(CredentialFieldView),
  steps: z.array(z.string()),
  reviewNote: z.string(),
  accessNote: z.string(),
});
export type PlatformSetup = z.infer<typeof PlatformSetup>;

export const PlatformSetupList = z.object({ items: z.array(PlatformSetup) });
export type PlatformSetupList = z.infer<typeof PlatformSetupList>;
