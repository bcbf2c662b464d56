import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { CameDue } from "@/lib/contracts/pauses";
import { Platform } from "@/lib/platforms/platform";

export const AccountStatus = z.enum(["active", "expiring", "action_required", "disconnected"]);
export type AccountStatus = z.infer<typeof AccountStatus>;

/** The real platform, or its imitation. */
export const OAuthWorld = z.enum(["real", "sandbox"]);
export type OAuthWorld = z.infer<typeof OAuthWorld>;

export const AccountView = z.object({
  id: z.string(),
  platform: Platform,
  externalId: z.string(),
  handle: z.string(),
  displayName: z.string(),
  avatarUrl: z.string().nullable(),
  scopes: z.array(z.string()),
  /** Asked for by this version of Bandwagon, but not granted by the account. */
  missingScopes: z.array(z.string()),
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
  world: OAuthWorld.default("real"),
  /** Set when a known account is connected again: a different site is then refused. */
  accountId: Id.optional(),
});
export type ConnectCredentials = z.input<typeof ConnectCredentials>;

/** `generated` is shown to the person once and can't be read again. */
export const ConnectedByCredentials = z.object({
  account: AccountView,
  generated: z.array(z.object({ name: z.string(), value: z.string() })),
  warnings: z.array(z.string()),
});
export type ConnectedByCredentials = z.infer<typeof ConnectedByCredentials>;

/** `cameDue` goes with `paused: false`. Left out: `skip`. */
export const UpdateAccount = z.object({ paused: z.boolean(), cameDue: CameDue.optional() });
export type UpdateAccount = z.infer<typeof UpdateAccount>;

export const DisconnectedAccount = z.object({
  account: AccountView,
  canceledPosts: z.number(),
  pausedSchedules: z.number(),
  /** Null: there was nothing to revoke at the platform. */
  revoked: z.boolean().nullable(),
});
export type DisconnectedAccount = z.infer<typeof DisconnectedAccount>;

export const WithPlatform = z.object({ platform: Platform });

/** Which of the platform's accounts; without an id all of them. */
export const DisconnectPlatform = z.object({ accountId: Id.optional() });
export type DisconnectPlatform = z.infer<typeof DisconnectPlatform>;
export const DisconnectedPlatform = z.object({ items: z.array(DisconnectedAccount) });
export type DisconnectedPlatform = z.infer<typeof DisconnectedPlatform>;

/** `fields` for platforms that are connected by a form; others are connected by a person in a browser. */
export const ConnectPlatform = ConnectCredentials.omit({ platform: true }).partial();
export type ConnectPlatform = z.input<typeof ConnectPlatform>;
export const ConnectedPlatform = z.discriminatedUnion("connect", [
  /** To be opened in a browser that is signed in here; it leads on to the platform. */
  z.object({ connect: z.literal("oauth"), authorizeUrl: z.string() }),
  ConnectedByCredentials.extend({ connect: z.literal("credentials") }),
]);
export type ConnectedPlatform = z.infer<typeof ConnectedPlatform>;

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
  /** Accounts that this window connected. */
  count: z.coerce.number().int().min(0).max(1000).default(1),
});
export type OAuthReport = z.infer<typeof OAuthReport>;

const ChoiceToken = z.string().min(20).max(100);
export const ChoiceQuery = z.object({ choice: ChoiceToken });
export const ChoicePictureQuery = ChoiceQuery.extend({ key: z.string().max(300) });

/** What one consent reached, for a person to choose from. */
export const AccountChoice = z.object({
  platform: Platform,
  sandbox: z.boolean(),
  candidates: z.array(
    z.object({
      key: z.string(),
      platform: Platform,
      handle: z.string(),
      displayName: z.string(),
      hasPicture: z.boolean(),
      /** It is in this workspace already; choosing it renews its access. */
      isConnected: z.boolean(),
    }),
  ),
});
export type AccountChoice = z.infer<typeof AccountChoice>;

export const ChooseAccounts = z.object({
  token: ChoiceToken,
  accounts: z
    .array(z.string().max(300))
    .min(1, { error: "Choose at least one account." })
    .max(500, { error: "Choose 500 accounts at most." }),
});
export type ChooseAccounts = z.infer<typeof ChooseAccounts>;

export const ChosenAccounts = z.object({
  platform: Platform,
  status: z.enum(["connected", "reconnected"]),
  count: z.number(),
});
export type ChosenAccounts = z.infer<typeof ChosenAccounts>;

export const CredentialFieldView = z.object({
  name: z.string(),
  label: z.string(),
  secret: z.boolean(),
  required: z.boolean(),
  hint: z.string(),
});
export type CredentialFieldView = z.infer<typeof CredentialFieldView>;

/** A made-up person of the sandbox: what to type into the connect form. */
export const SandboxProfile = z.object({
  label: z.string(),
  fields: z.record(z.string(), z.string()),
});
export type SandboxProfile = z.infer<typeof SandboxProfile>;

/** How a platform answers, in one world. Resting: it failed again and again, and is left alone. */
export const PlatformHealth = z.object({
  state: z.enum(["working", "resting", "probing"]),
  /** Since when it has failed; null while it works. */
  since: z.string().nullable(),
  /** When it is tried again. */
  until: z.string().nullable(),
  lastError: z.string().nullable(),
  lastErrorAt: z.string().nullable(),
});
export type PlatformHealth = z.infer<typeof PlatformHealth>;

/** Platforms that fail everybody at the moment, so that their posts wait. */
export const RestingPlatforms = z.object({
  items: z.array(
    z.object({
      platform: Platform,
      label: z.string(),
      sandbox: z.boolean(),
      since: z.string().nullable(),
      until: z.string().nullable(),
    }),
  ),
});
export type RestingPlatforms = z.infer<typeof RestingPlatforms>;

/** What came in at the webhook address so far, in one world. */
export const WebhookTally = z.object({
  received: z.number(),
  /** Signed wrongly, or too late. */
  refused: z.number(),
  /** Kept, but about nothing that is known here. */
  unknown: z.number(),
  lastReceivedAt: z.string().nullable(),
});
export type WebhookTally = z.infer<typeof WebhookTally>;

/** What stands between this install and a connection to one platform. */
export const PlatformSetup = z.object({
  platform: Platform,
  label: z.string(),
  noun: z.string(),
  connect: z.enum(["oauth", "credentials"]),
  redirectUrl: z.string().nullable(),
  webhookUrl: z.string().nullable(),
  /** Where each connected site calls, on platforms whose sites have an address each. */
  siteWebhooks: z.array(z.object({ accountId: z.string(), name: z.string(), url: z.string() })),
  /** To be typed in beside the webhook URL, where the platform asks for one; for those who may connect. */
  verifyToken: z.string().nullable(),
  webhooks: z.object({ real: WebhookTally, sandbox: WebhookTally }),
  variables: z.array(z.object({ name: z.string(), set: z.boolean(), required: z.boolean() })),
  missing: z.array(z.string()),
  /** Real accounts can be connected now. */
  ready: z.boolean(),
  sandbox: z.object({
    available: z.boolean(),
    accounts: z.number(),
    /** Of platforms that are connected by a form; for those who may connect. */
    profiles: z.array(SandboxProfile),
  }),
  realAccounts: z.number(),
  fields: z.array(CredentialFieldView),
  steps: z.array(z.string()),
  reviewNote: z.string(),
  accessNote: z.string(),
  apiVersion: z
    .object({
      value: z.string(),
      envName: z.string(),
      sunset: z.string().nullable(),
      daysLeft: z.number().nullable(),
      /** The platform may soon refuse it: a newer one should be chosen. */
      isEnding: z.boolean(),
    })
    .nullable(),
  health: z.object({ real: PlatformHealth, sandbox: PlatformHealth }),
});
export type PlatformSetup = z.infer<typeof PlatformSetup>;

export const PlatformSetupList = z.object({ items: z.array(PlatformSetup) });
export type PlatformSetupList = z.infer<typeof PlatformSetupList>;
