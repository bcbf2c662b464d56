import { and, eq, inArray, isNull, ne, or } from "drizzle-orm";
import type { DisconnectedAccount } from "@/lib/contracts/accounts";
import { PLATFORMS, Platform } from "@/lib/platforms/platform";
import { openCredentials } from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import { appOf } from "@/server/accounts/callback-url";
import { getAccount } from "@/server/accounts/get-account";
import {
  findProvider,
  openStoredEndpoints,
  toCallContext,
} from "@/server/accounts/provider-config";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts, schedules } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { toPauseMark } from "@/server/pauses/pause-mark";
import type { Revocation } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

const notYetOut = ["planned", "awaiting_approval", "queued", "blocked"] as const;

/**
 * Ends a connection: nothing more is posted there, the secrets are wiped, history stays. Then the
 * platform is asked to forget us too, which may fail without changing that.
 */
export async function disconnectAccount(ctx: Ctx, id: string): Promise<DisconnectedAccount> {
  const ended = await ctx.db.transaction(async (tx) => {
    const before = await lockAccount(tx, ctx, id);
    if (before.status === "disconnected") return { before, canceledPosts: 0, pausedSchedules: 0 };
    const now = ctx.now();
    await tx
      .update(socialAccounts)
      .set({
        status: "disconnected",
        statusReason: null,
        sealedCredentials: "",
        expiresAt: null,
        refreshingUntil: null,
        disconnectedAt: now,
        updatedAt: now,
      })
      .where(eq(socialAccounts.id, id));
    const canceledPosts = await cancelPosts(tx, ctx, before);
    const pausedSchedules = await pauseSchedules(tx, ctx, id);
    await recordAudit(tx, ctx, {
      action: "account.disconnected",
      subjectType: "account",
      subjectId: id,
      subjectName: before.handle,
      before: { status: before.status },
      after: { status: "disconnected", canceledPosts, pausedSchedules },
    });
    await emit(tx, ctx.workspaceId, [
      { name: "account.disconnected", data: { accountId: id } },
      ...(canceledPosts > 0
        ? [{ name: "post.changed" as const, data: { accountId: id, count: canceledPosts } }]
        : []),
      ...(pausedSchedules > 0
        ? [{ name: "schedule.changed" as const, data: { accountId: id } }]
        : []),
    ]);
    return { before, canceledPosts, pausedSchedules };
  });
  const revoked = await revokeAtPlatform(ctx, ended.before);
  const { canceledPosts, pausedSchedules } = ended;
  return { account: await getAccount(ctx, id), canceledPosts, pausedSchedules, revoked };
}

async function lockAccount(tx: Tx, ctx: Ctx, id: string): Promise<AccountRow> {
  const [row] = await tx
    .select()
    .from(socialAccounts)
    .where(and(eq(socialAccounts.id, id), eq(socialAccounts.workspaceId, ctx.workspaceId)))
    .for("no key update");
  if (!row) throw notFound("account");
  return row;
}

async function cancelPosts(tx: Tx, ctx: Ctx, account: AccountRow): Promise<number> {
  const canceled = await tx
    .update(posts)
    .set({
      status: "canceled",
      problemCode: "account_disconnected",
      problem: `${account.handle} was disconnected before this post was due.`,
      updatedAt: ctx.now(),
    })
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.accountId, account.id),
        inArray(posts.status, [...notYetOut]),
      ),
    )
    .returning({ id: posts.id });
  return canceled.length;
}

/** A running schedule would plan the same posts again with the next tick. */
async function pauseSchedules(tx: Tx, ctx: Ctx, accountId: string): Promise<number> {
  const paused = await tx
    .update(schedules)
    .set({ paused: true, ...toPauseMark(ctx, true), updatedAt: ctx.now() })
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspaceId),
        eq(schedules.accountId, accountId),
        eq(schedules.paused, false),
        isNull(schedules.deletedAt),
      ),
    )
    .returning({ id: schedules.id });
  return paused.length;
}

/** Null: there is nothing to revoke, or somebody else still needs the grant. */
async function revokeAtPlatform(ctx: Ctx, before: AccountRow): Promise<boolean | null> {
  try {
    const revocation = await askToForget(ctx, before);
    if (!revocation) return null;
    const { ok, message } = revocation;
    if (!ok) ctx.log.warn({ accountId: before.id, message }, "access not revoked at the platform");
    return ok;
  } catch (error) {
    ctx.log.warn({ err: error, accountId: before.id }, "access not revoked at the platform");
    return false;
  }
}

async function askToForget(ctx: Ctx, before: AccountRow): Promise<Revocation | null> {
  const platform = Platform.parse(before.platform);
  const { connect } = getAdapter(platform);
  const endpoints = openStoredEndpoints(ctx.runtime, before.endpoints);
  const call = toCallContext(ctx.runtime, platform, endpoints);
  if (connect.kind === "credentials") {
    // The session among them is this account's alone.
    const credentials = openCredentials(ctx.runtime, before);
    if (credentials?.kind !== "form") return null;
    return (await connect.revoke?.(call, credentials.values)) ?? null;
  }
  if (await isConnectedElsewhere(ctx, before)) return null;
  const token = grantTokenOf(ctx, before);
  const provider = findProvider(ctx.runtime, platform, before.sandbox);
  if (token === null || !provider.ok) return null;
  return connect.revoke(call, { client: provider.client, token });
}

/**
 * The same account in another workspace, or another account of the same consent: revoking would end
 * its access too. It looks across workspaces on purpose.
 */
async function isConnectedElsewhere(ctx: Ctx, account: AccountRow): Promise<boolean> {
  const family = PLATFORMS.filter(
    (each) => appOf(each) === appOf(Platform.parse(account.platform)),
  );
  const sameAccount = and(
    eq(socialAccounts.platform, account.platform),
    eq(socialAccounts.externalId, account.externalId),
  );
  const samePerson = account.connectedBy
    ? eq(socialAccounts.connectedBy, account.connectedBy)
    : and(isNull(socialAccounts.connectedBy), eq(socialAccounts.workspaceId, account.workspaceId));
  const others = await ctx.db
    .select()
    .from(socialAccounts)
    .where(
      and(
        or(sameAccount, samePerson),
        inArray(socialAccounts.platform, family),
        eq(socialAccounts.sandbox, account.sandbox),
        ne(socialAccounts.id, account.id),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  return others.some(
    (other) => isSameAccount(account, other) || isSameConsent(ctx, account, other),
  );
}

const isSameAccount = (one: AccountRow, other: AccountRow) =>
  one.platform === other.platform && one.externalId === other.externalId;

/** Accounts with tokens of their own say that they share a consent; others have the same token. */
function isSameConsent(ctx: Ctx, one: AccountRow, other: AccountRow): boolean {
  if (one.details.sharesGrant === true || other.details.sharesGrant === true) return true;
  const token = grantTokenOf(ctx, one);
  return token !== null && token === grantTokenOf(ctx, other);
}

/** What is revoked: the token that the whole grant hangs on. */
function grantTokenOf(ctx: Ctx, account: AccountRow): string | null {
  const credentials = openCredentials(ctx.runtime, account);
  if (credentials?.kind !== "oauth") return null;
  return credentials.refreshToken ?? credentials.accessToken;
}
