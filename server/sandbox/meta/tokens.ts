import type { SandboxContext } from "../context";
import { type AccessToken, findLiveToken, issueToken, listGranted } from "../grants";
import { findProfile, listProfiles, type Profile } from "../profiles";
import { findRow } from "../store";

const dayMs = 86_400_000;
export const app = "facebook";

/*
 * One consent makes one person's token. For each account that was chosen a mark of the kind
 * "refresh" stands for the person's role there, and one of the kind "access" for what was made of
 * it: a page's own token, or leave to act on an Instagram account with its page's token. So one
 * account's access can end while its neighbours keep theirs.
 */

export interface Person {
  token: AccessToken;
  scopes: readonly string[];
}

const prefixes = { short: "EAAS", long: "EAAL", page: "EAAP", mark: "mark-" };

export function issuePersonToken(
  context: SandboxContext,
  grant: { grantId: string; scope: string },
  kind: "short" | "long",
): { access_token: string; token_type: string; expires_in: number } {
  const lifetimeMs = kind === "short" ? dayMs / 12 : 60 * dayMs;
  const token = issueToken(context, {
    ...grant,
    platform: app,
    kind: "refresh",
    accountId: null,
    lifetimeMs,
    prefix: prefixes[kind],
  });
  return { access_token: token, token_type: "bearer", expires_in: lifetimeMs / 1000 };
}

/** Call it once a grant: roles that were lost stay lost. */
export function markRoles(context: SandboxContext, grantId: string): void {
  for (const accountId of listGranted(context, app, grantId)) {
    issueMark(context, { kind: "refresh", accountId, grantId, scope: "" });
  }
}

function issueMark(
  context: SandboxContext,
  mark: { kind: "access" | "refresh"; accountId: string; grantId: string; scope: string },
  prefix = prefixes.mark,
): string {
  return issueToken(context, { ...mark, platform: app, lifetimeMs: null, prefix });
}

export function findMark(
  context: SandboxContext,
  mark: { kind: "access" | "refresh"; accountId: string; grantId: string },
): string | null {
  const row = findRow<{ token: string }>(
    context.db,
    `select token from tokens where grant_id = ? and account_id = ? and kind = ?
     and ended_at is null order by rowid desc`,
    mark.grantId,
    mark.accountId,
    mark.kind,
  );
  return row?.token ?? null;
}

export function findPerson(context: SandboxContext, given: string): Person | null {
  const token = findLiveToken(context, app, "refresh", given);
  if (!token || token.account_id !== null) return null;
  return { token, scopes: token.scope.split(" ") };
}

export function hasRole(context: SandboxContext, grantId: string, accountId: string): boolean {
  return findMark(context, { kind: "refresh", grantId, accountId }) !== null;
}

/** The page's token of this grant: the same one as long as it lives. */
export function takePageToken(context: SandboxContext, { token }: Person, pageId: string): string {
  const mark = { kind: "access" as const, accountId: pageId, grantId: token.grant_id };
  return (
    findMark(context, mark) ?? issueMark(context, { ...mark, scope: token.scope }, prefixes.page)
  );
}

export function allowAccount(context: SandboxContext, { token }: Person, accountId: string) {
  const mark = { kind: "access" as const, accountId, grantId: token.grant_id };
  if (!findMark(context, mark)) issueMark(context, { ...mark, scope: "" });
}

export interface PageAccess {
  token: AccessToken;
  page: Profile;
  scopes: readonly string[];
}

export function findPageAccess(context: SandboxContext, given: string): PageAccess | null {
  if (!given.startsWith(prefixes.page)) return null;
  const token = findLiveToken(context, app, "access", given);
  const page = token?.account_id ? findProfile(context.db, token.account_id) : null;
  return token && page ? { token, page, scopes: token.scope.split(" ") } : null;
}

export function mayActOn(context: SandboxContext, access: PageAccess, account: Profile): boolean {
  if (account.id === access.page.id) return true;
  if (findLinked(context, access.page)?.id !== account.id) return false;
  const grantId = access.token.grant_id;
  return findMark(context, { kind: "access", grantId, accountId: account.id }) !== null;
}

/** The n-th page and the n-th Instagram account belong together. */
export function findLinked(context: SandboxContext, page: Profile): Profile | null {
  const at = listProfiles(context.db, "facebook").findIndex(({ id }) => id === page.id);
  return listProfiles(context.db, "instagram")[at] ?? null;
}
