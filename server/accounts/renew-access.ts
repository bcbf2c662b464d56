import { and, eq, isNull, lt, ne, or } from "drizzle-orm";
import { Platform } from "@/lib/platforms/catalog";
import { openCredentials, sealCredentials } from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import { toProductMs } from "@/server/accounts/human-time";
import { findProvider, openStoredEndpoints } from "@/server/accounts/provider-config";
import { recoverBlockedPosts } from "@/server/accounts/recover-blocked-posts";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { emit } from "@/server/events/emit";
import type { OAuthFailure, TokenSet } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

export type Renewal =
  | { kind: "renewed" }
  /** Somebody else renews it at this moment. */
  | { kind: "busy" }
  /** The platform did not answer well; the access it gave stays as it is. */
  | { kind: "later"; message: string }
  /** The grant is gone: a person must connect again. */
  | { kind: "gone"; message: string };

// Longer than the longest wait for a platform's answer.
const leaseMs = 60_000;

/**
 * Renews the access of one account. One at a time: a refresh token may be good for one use only.
 * @param seen the sealed credentials that were found too old: who renewed them meanwhile did the work.
 */
export async function renewAccess(ctx: Ctx, accountId: string, seen?: string): Promise<Renewal> {
  const account = await takeLease(ctx, accountId, seen);
  if (!account) return { kind: "busy" };
  const platform = Platform.parse(account.platform);
  const { connect } = getAdapter(platform);
  const credentials = openCredentials(ctx.runtime, account);
  if (connect.kind !== "oauth" || credentials?.kind !== "oauth" || !credentials.refreshToken) {
    return endAccess(ctx, account, "The access has ended and can't be renewed. Connect it again.");
  }
  const provider = findProvider(ctx.runtime, platform, account.sandbox);
  if (!provider.ok) {
    const what = provider.missing.join(", ") || "the sandbox";
    return postpone(ctx, account, `Not renewed: ${what} is not set up on this server.`);
  }
  const result = await connect.refresh(
    {
      endpoints: openStoredEndpoints(ctx.runtime, account.endpoints),
      http: ctx.runtime.egress,
      now: ctx.now,
    },
    { client: provider.client, refreshToken: credentials.refreshToken, scopes: account.scopes },
  );
  if (result.ok) {
    return keepTokens(ctx, account, { old: credentials.refreshToken, tokens: result.tokens });
  }
  return result.definitive
    ? endAccess(ctx, account, toGoneMessage(account, result))
    : postpone(ctx, account, `Not renewed yet, trying again: ${result.message}`);
}

const toGoneMessage = (account: AccountRow, failure: OAuthFailure) =>
  `The platform ended the access of ${account.handle} (${failure.code}). Connect it again.`;

async function takeLease(ctx: Ctx, accountId: string, seen?: string): Promise<AccountRow | null> {
  const now = ctx.now();
  const until = new Date(now.getTime() + toProductMs(ctx.runtime.clock, leaseMs));
  const [row] = await ctx.db
    .update(socialAccounts)
    .set({ refreshingUntil: until })
    .where(
      and(
        eq(socialAccounts.id, accountId),
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        ne(socialAccounts.status, "disconnected"),
        seen === undefined ? undefined : eq(socialAccounts.sealedCredentials, seen),
        or(isNull(socialAccounts.refreshingUntil), lt(socialAccounts.refreshingUntil, now)),
      ),
    )
    .returning();
  return row ?? null;
}

/** What was read is what is replaced: a reconnection or disconnection meanwhile wins. */
const unchanged = (account: AccountRow) =>
  and(
    eq(socialAccounts.id, account.id),
    eq(socialAccounts.workspaceId, account.workspaceId),
    eq(socialAccounts.sealedCredentials, account.sealedCredentials),
  );

async function keepTokens(
  ctx: Ctx,
  account: AccountRow,
  { old, tokens }: { old: string; tokens: TokenSet },
): Promise<Renewal> {
  const refreshToken = tokens.refreshToken ?? old;
  const sealedCredentials = sealCredentials(ctx.runtime, account.id, {
    kind: "oauth",
    accessToken: tokens.accessToken,
    refreshToken,
  });
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const [kept] = await tx
      .update(socialAccounts)
      .set({
        sealedCredentials,
        expiresAt: tokens.expiresAt,
        scopes: tokens.scopes.length > 0 ? tokens.scopes : account.scopes,
        status: "active",
        statusReason: null,
        refreshedAt: now,
        refreshingUntil: null,
        updatedAt: now,
      })
      .where(unchanged(account))
      .returning({ id: socialAccounts.id });
    if (!kept) return;
    const recovered = await recoverBlockedPosts(tx, ctx, account.id);
    await recordAudit(tx, ctx, {
      action: "account.refreshed",
      subjectType: "account",
      subjectId: account.id,
      subjectName: account.handle,
      after: { expiresAt: tokens.expiresAt?.toISOString() ?? null },
    });
    await emit(tx, ctx.workspaceId, [
      { name: "account.changed", data: { accountId: account.id } },
      ...(recovered > 0
        ? [{ name: "post.changed" as const, data: { accountId: account.id, count: recovered } }]
        : []),
    ]);
  });
  return { kind: "renewed" };
}

async function endAccess(ctx: Ctx, account: AccountRow, message: string): Promise<Renewal> {
  const ended = await recordFailure(ctx, account, { status: "action_required", message });
  return ended ? { kind: "gone", message } : { kind: "busy" };
}

async function postpone(ctx: Ctx, account: AccountRow, message: string): Promise<Renewal> {
  await recordFailure(ctx, account, { status: account.status, message });
  return { kind: "later", message };
}

/** False when the account was connected anew meanwhile: the failure is of an access nobody has any more. */
async function recordFailure(
  ctx: Ctx,
  account: AccountRow,
  next: { status: AccountRow["status"]; message: string },
): Promise<boolean> {
  const { status, message } = next;
  // The tick tries every minute: the same failure is told once.
  const isNews = account.status !== status || account.statusReason !== message;
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(socialAccounts)
      .set({ status, statusReason: message, refreshingUntil: null, updatedAt: ctx.now() })
      .where(unchanged(account))
      .returning({ id: socialAccounts.id });
    if (!row) return false;
    if (!isNews) return true;
    await recordAudit(tx, ctx, {
      action: "account.refresh_failed",
      subjectType: "account",
      subjectId: account.id,
      subjectName: account.handle,
      before: { status: account.status },
      after: { status, reason: message },
    });
    await emit(tx, ctx.workspaceId, [{ name: "account.changed", data: { accountId: account.id } }]);
    return true;
  });
}
