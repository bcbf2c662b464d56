import type { Counts } from "@/lib/domain/metrics";
import type { DraftIssue } from "@/lib/domain/preflight";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { MediaKind } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { AdsSpec } from "./ads-spec";
import type { EgressClient } from "./http";
import type { JsonValue } from "./json-value";
import type { MessageTemplate } from "./message-template";
import type { Standing } from "./standing";
import type { ToldLimit } from "./told-limit";
import type { WebhookSpec } from "./webhook-spec";

/** Where a platform answers: the real bases, or the sandbox's. An account keeps those it began with. */
export interface Endpoints {
  authorize: string;
  token: string;
  revoke: string;
  api: string;
  upload: string;
  /** Public pages, for permalinks. */
  site: string;
}

/** Null: the real platform. Else the base URL of the sandbox. */
export type SandboxUrl = string | null;

/** What every call needs. Time and network come from outside, so that tests own both. */
export interface CallContext {
  endpoints: Endpoints;
  /** The version that the environment chose; absent: the catalog's. */
  apiVersion?: string;
  /** Of the app that the token was given to, where its calls must prove that they come from it. */
  appSecret?: string | null;
  http: EgressClient;
  now: () => Date;
  /** What lasts so long on the wire, in the time of `now`, which may run faster; absent: the same. */
  toProductMs?: (realMs: number) => number;
}

export interface Session extends CallContext {
  /** Empty for platforms connected by credentials. */
  accessToken: string;
  externalAccountId: string;
  handle: string;
  credentials?: Readonly<Record<string, string>>;
}

export interface DraftMedia {
  kind: MediaKind;
  mimeType: string;
  fileName: string;
  bytes: number;
  /** Pixels as shown, and length; null where the file does not tell. */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  altText: string | null;
  sha256: string;
  /** The bytes from `start` up to but not including `end`. */
  read(start: number, end: number): Promise<Uint8Array>;
  /** The same on every attempt, so that a signed body can repeat it; null where there is none. */
  publicUrl: string | null;
}

export interface Draft {
  postId: string;
  /** A key of the catalog's formats. */
  format: string;
  title: string | null;
  text: string;
  /** In the order in which they are shown. */
  media: readonly DraftMedia[];
  /** Whom a message goes to, in E.164; only where a post goes to people one by one. */
  recipient?: string;
  /** What `prepare` answered; only where a post goes to people one by one. */
  prepared?: Receipt;
  /** Choices only one platform knows, by the names of the catalog's option fields. */
  options: Readonly<Record<string, string>>;
}

export interface IdempotencyKey {
  /** The same for every attempt of one post. */
  key: string;
  /** 1 for the first attempt. */
  attempt: number;
  firstAttemptAt: Date;
}

/** What an adapter must find again after a crash. Stored as it is; it holds no secrets but upload URLs. */
export type Receipt = JsonValue;
export type SaveReceipt = (receipt: Receipt) => Promise<void>;

export interface Identity {
  /** Where one consent reaches several platforms: which one this is. Absent: the adapter's own. */
  platform?: Platform;
  /** Where an account has tokens of its own beside the grant's. */
  tokens?: Omit<TokenSet, "scopes">;
  externalId: string;
  handle: string;
  displayName: string;
  avatarUrl: string | null;
  extra?: Readonly<Record<string, string>>;
}

export interface OAuthClient {
  clientId: string;
  /** Null: a public client, PKCE only. */
  clientSecret: string | null;
  redirectUri: string;
}

export interface TokenSet {
  accessToken: string;
  /** Null: the platform sent none. The caller keeps the one it has. */
  refreshToken: string | null;
  expiresAt: Date | null;
  scopes: string[];
}

export interface OAuthFailure {
  ok: false;
  /** True only when the grant is gone for good and a person must connect again. */
  definitive: boolean;
  code: string;
  message: string;
}
export type OAuthResult = { ok: true; tokens: TokenSet } | OAuthFailure;

/** `ok: false` says the platform may still honour the token. */
export interface Revocation {
  ok: boolean;
  message: string | null;
}

export interface AuthorizeParams {
  client: OAuthClient;
  state: string;
  codeChallenge: string;
  scopes: readonly string[];
  /** As in the calls' context. */
  apiVersion?: string;
}

export interface OAuthSpec {
  kind: "oauth";
  /** Every call, not only sign-in, wants the app's secret in its context. */
  provesCalls?: boolean;
  authorizeUrl(endpoints: Endpoints, params: AuthorizeParams): string;
  exchange(
    context: CallContext,
    params: { client: OAuthClient; code: string; codeVerifier: string },
  ): Promise<OAuthResult>;
  refresh(
    context: CallContext,
    params: { client: OAuthClient; refreshToken: string; scopes: readonly string[] },
  ): Promise<OAuthResult>;
  /** Best effort. */
  revoke(context: CallContext, params: { client: OAuthClient; token: string }): Promise<Revocation>;
  /**
   * The accounts this grant reaches; empty where the person has none yet. `expiresAt`: when the
   * grant's own token ends, as far as known. Throws PlatformCallError.
   */
  identify(
    session: CallContext & { accessToken: string; expiresAt?: Date | null },
  ): Promise<Identity[]>;
}

export interface CredentialField {
  name: string;
  label: string;
  secret: boolean;
  required: boolean;
  hint: string;
}

export type CredentialsResult =
  | {
      ok: true;
      identity: Identity;
      /** Everything the sessions of this account need; to be sealed. */
      credentials: Record<string, string>;
      /** Names in `credentials` that were made here and must be shown to the person once. */
      generated: string[];
      warnings: string[];
      /** When the session among them ends; absent or null: never. */
      expiresAt?: Date | null;
    }
  | { ok: false; code: string; message: string; field?: string };

export interface CredentialsSpec {
  kind: "credentials";
  fields: readonly CredentialField[];
  /** Calls the site with what was typed. Failures are values, with the field they belong to. */
  test(context: CallContext, input: Readonly<Record<string, string>>): Promise<CredentialsResult>;
  /**
   * Renews a session that is part of the credentials, where there is one; answers all that is to be
   * kept. One at a time for each account. A session's `accessToken` is then a mark of the credentials
   * it was opened with, no token: calls use `credentials`.
   */
  refresh?(
    context: CallContext,
    credentials: Readonly<Record<string, string>>,
  ): Promise<RenewedCredentials | OAuthFailure>;
  /** Ends a session that is part of the credentials, where there is one. Best effort. */
  revoke?(context: CallContext, credentials: Readonly<Record<string, string>>): Promise<Revocation>;
}

export interface RenewedCredentials {
  ok: true;
  credentials: Record<string, string>;
  expiresAt: Date | null;
}

/** Null: the platform cannot tell. Never zero for unknown. */
export type EngagementCounts = Counts;

export type Prepared = { ok: true; prepared: Receipt } | { ok: false; outcome: PublishOutcome };

/** The code of `retry_later` for a message that was refused only because of what `prepare` made. */
export const PREPARED_REFUSED = "prepared_refused";

export type RemoveOutcome =
  | { kind: "removed" }
  | { kind: "already_gone" }
  | { kind: "retry_later"; retryAfterMs: number | null; code: string; message: string }
  | { kind: "reconnect"; code: string; message: string }
  | { kind: "refused"; code: string; message: string };

/** A read (identity, engagement) that failed. Publishing never throws it: there, failures are outcomes. */
export class PlatformCallError extends Error {
  override readonly name = "PlatformCallError";
  constructor(
    readonly kind: "reconnect" | "rate_limited" | "unavailable" | "refused",
    readonly code: string,
    message: string,
    readonly retryAfterMs: number | null = null,
    /** The limit is one that all accounts of the app share. */
    readonly ofApp = false,
  ) {
    super(message);
  }
}

export interface PlatformAdapter {
  platform: Platform;
  /** The real addresses, or the same paths behind the sandbox's base. */
  endpoints(sandbox: SandboxUrl): Endpoints;
  connect: OAuthSpec | CredentialsSpec;
  check(draft: Draft): DraftIssue[];
  /**
   * Once for a post that goes to many people: what all of its messages share, as an uploaded file. It
   * is saved before the first of them. `kept` is what an earlier turn answered; null: make it anew.
   */
  prepare?(session: Session, draft: Draft, kept: Receipt | null): Promise<Prepared>;
  /**
   * Tries once. `saveReceipt` is awaited before each step that a crash must not repeat. Once a call that
   * may make the post public was sent and not surely refused, neither this nor `resume` answers
   * `reconnect`, `rejected` or `retry_later` because a later call went wrong: those say that surely
   * nothing is out. They answer `pending` (see in-doubt.ts) or `unknown`.
   */
  publish(
    session: Session,
    draft: Draft,
    key: IdempotencyKey,
    saveReceipt: SaveReceipt,
  ): Promise<PublishOutcome>;
  /**
   * Polls a pending post, or finds out after a crash. `retry_later` here means: proved absent, or safe
   * to repeat by idempotency key. `pending` means: too early to tell, look again.
   */
  resume(
    session: Session,
    key: IdempotencyKey,
    receipt: Receipt | null,
    draft: Draft,
    saveReceipt: SaveReceipt,
  ): Promise<PublishOutcome>;
  remove?(session: Session, externalPostId: string): Promise<RemoveOutcome>;
  /** Posts the platform no longer knows are absent from the map. Throws PlatformCallError. */
  engagement(
    session: Session,
    externalPostIds: readonly string[],
  ): Promise<Map<string, EngagementCounts>>;
  /**
   * How posts stand that the platform itself brings out at a set time. Those it does not know are
   * absent from the map. Throws PlatformCallError.
   */
  lookUp?(session: Session, externalPostIds: readonly string[]): Promise<Map<string, Standing>>;
  /**
   * Texts that the platform approves before they may be sent. `details`: what identify told of the
   * account. Throws PlatformCallError.
   */
  listTemplates?(
    session: Session,
    details: Readonly<Record<string, unknown>>,
  ): Promise<MessageTemplate[]>;
  webhook?: WebhookSpec;
  ads?: AdsSpec;
  /** Of an answer's headers, what the platform tells of limits in words of its own. */
  readLimits?(headers: Readonly<Record<string, string>>, now: Date): ToldLimit[];
}
