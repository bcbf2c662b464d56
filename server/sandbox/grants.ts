import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { SandboxContext, SandboxPlatform } from "./context";
import { findObject } from "./objects";
import { findRow, inTransaction, run } from "./store";

export interface AccessToken {
  token: string;
  kind: "access" | "refresh" | "app";
  platform: SandboxPlatform;
  account_id: string | null;
  grant_id: string;
  scope: string;
  expires_at: number | null;
  ended_at: number | null;
}

interface CodeRow {
  code: string;
  account_id: string;
  client_id: string;
  redirect_uri: string;
  scope: string;
  challenge: string | null;
  offline: number;
  grant_id: string;
  expires_at: number;
  used_at: number | null;
}

export interface NewCode {
  platform: SandboxPlatform;
  accountId: string;
  grantId: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  challenge: string | null;
  offline: boolean;
  lifetimeMs: number;
}

export function randomToken(prefix: string): string {
  return `${prefix}${randomBytes(32).toString("base64url")}`;
}

export function isSameSecret(given: string, expected: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Codes live by the real clock: between consent and exchange there are people and browsers. */
export function issueCode(context: SandboxContext, input: NewCode): string {
  const code = randomToken("code-");
  run(
    context.db,
    `insert into codes (code, platform, account_id, client_id, redirect_uri, scope, challenge, offline,
       grant_id, expires_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    code,
    input.platform,
    input.accountId,
    input.clientId,
    input.redirectUri,
    input.scope,
    input.challenge,
    input.offline ? 1 : 0,
    input.grantId,
    context.wall() + input.lifetimeMs,
  );
  return code;
}

export interface Redemption {
  platform: SandboxPlatform;
  code: string;
  clientId: string;
  redirectUri: string;
  verifier: string | null;
}

/** Null for any mismatch. A code seen twice ends every token that came from it. */
export function redeemCode(context: SandboxContext, input: Redemption): CodeRow | null {
  const { db } = context;
  const row = findRow<CodeRow>(
    db,
    "select * from codes where code = ? and platform = ?",
    input.code,
    input.platform,
  );
  if (!row) return null;
  const fresh = run(
    db,
    "update codes set used_at = ? where code = ? and used_at is null",
    context.wall(),
    row.code,
  );
  if (fresh === 0) {
    endGrant(context, row.grant_id);
    return null;
  }
  const isRightClient = row.client_id === input.clientId && row.redirect_uri === input.redirectUri;
  if (!isRightClient || row.expires_at <= context.wall()) return null;
  return isVerified(row.challenge, input.verifier) ? row : null;
}

function isVerified(challenge: string | null, verifier: string | null): boolean {
  if (challenge === null) return true;
  if (!verifier || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return isSameSecret(createHash("sha256").update(verifier).digest("base64url"), challenge);
}

export interface NewToken {
  platform: SandboxPlatform;
  kind: AccessToken["kind"];
  accountId: string | null;
  grantId: string;
  scope: string;
  lifetimeMs: number | null;
  prefix: string;
}

export function issueToken(context: SandboxContext, input: NewToken): string {
  const token = randomToken(input.prefix);
  run(
    context.db,
    `insert into tokens (token, kind, platform, account_id, grant_id, scope, expires_at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    token,
    input.kind,
    input.platform,
    input.accountId,
    input.grantId,
    input.scope,
    input.lifetimeMs === null ? null : context.now().getTime() + input.lifetimeMs,
  );
  return token;
}

/** Only a token that is neither expired nor ended. */
export function findLiveToken(
  context: SandboxContext,
  platform: SandboxPlatform,
  kind: AccessToken["kind"],
  token: string,
): AccessToken | null {
  const row = findRow<AccessToken>(
    context.db,
    "select * from tokens where token = ? and platform = ? and kind = ? and ended_at is null",
    token,
    platform,
    kind,
  );
  if (!row) return null;
  return row.expires_at !== null && row.expires_at <= context.now().getTime() ? null : row;
}

/** False when another request has spent it first. */
export function endToken(context: SandboxContext, token: string): boolean {
  const now = context.now().getTime();
  return (
    run(
      context.db,
      "update tokens set ended_at = ? where token = ? and ended_at is null",
      now,
      token,
    ) > 0
  );
}

/** The accounts that were chosen when this grant was given. */
export function listGranted(
  context: SandboxContext,
  platform: SandboxPlatform,
  grantId: string,
): string[] {
  return findObject<string[]>(context, { platform, kind: "granted", id: grantId })?.detail ?? [];
}

export function endGrant(context: SandboxContext, grantId: string): void {
  const now = context.now().getTime();
  run(
    context.db,
    "update tokens set ended_at = ? where grant_id = ? and ended_at is null",
    now,
    grantId,
  );
}

/** Ends access tokens only ("expired"), or the refresh tokens with them ("revoked"). */
export function endAccount(context: SandboxContext, accountId: string, isRevoked: boolean): void {
  const now = context.now().getTime();
  inTransaction(context.db, () => {
    run(
      context.db,
      `update tokens set ended_at = ? where account_id = ? and ended_at is null
       and (? = 1 or kind = 'access')`,
      now,
      accountId,
      isRevoked ? 1 : 0,
    );
  });
}

export function readBearer(request: Request): string | null {
  return /^Bearer ([\x21-\x7e]+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

/** Client id and secret of a Basic header. */
export function readBasic(request: Request): { id: string; secret: string } | null {
  const encoded = /^Basic ([A-Za-z0-9+/=_-]+)$/i.exec(
    request.headers.get("authorization") ?? "",
  )?.[1];
  if (!encoded) return null;
  const plain = Buffer.from(encoded, "base64").toString("utf8");
  const colon = plain.indexOf(":");
  if (colon < 0) return null;
  try {
    return {
      id: decodeURIComponent(plain.slice(0, colon)),
      secret: decodeURIComponent(plain.slice(colon + 1)),
    };
  } catch {
    return null;
  }
}
