import { setTimeout as sleep } from "node:timers/promises";
import { and, eq, isNull, lt, ne, or } from "drizzle-orm";
import { sealCredentials } from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import { recoverBlockedPosts } from "@/server/accounts/recover-blocked-posts";
import { type NewAccess, requestRenewal } from "@/server/accounts/request-renewal";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { emit } from "@/server/events/emit";
import { toProductMs } from "@/server/human-time";

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
/** Real time between tries to store what was renewed, all within the lease. */
const WAITS_MS = [100, 400, 1_500, 4_000];

/**
 * Renews the access of one account. One at a time: a refresh token may be good for one use only.
 * @param seen the sealed credentials that were found too old: who renewed them meanwhile did the work.
 */
export async function renewAccess(ctx: Ctx, accountId: string, seen?: string): Promise<Renewal> {
  const account = await takeLease(ctx, accountId, seen);
  if (!account) return { kind: "busy" };
  const access = await requestRenewal(ctx, account);
  if (access.ok) return keepAccess(ctx, account, access);
  return access.definitive
    ? endAccess(ctx, account, access.message)
    : postpone(ctx, account, access.message);
}

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

/**
 * The old tokens may be spent by now, so that the new ones are written first and alone, and not given
 * up at one fault of the database: without them a person would have to connect again.
 */
async function keepAccess(
  ctx: Ctx,
  account: AccountRow,
  access: Extract<NewAccess, { ok: true }>,
): Promise<Renewal> {
  const sealed = sealCredentials(ctx.runtime, account.id, access.credentials);
  if (await insist(ctx, () => storeAccess(ctx, account, access, sealed))) {
    await insist(ctx, () => tellRenewed(ctx, account, access));
  }
  return { kind: "renewed" };
}

/** False when the account was connected anew or disconnected meanwhile. */
async function storeAccess(
  ctx: Ctx,
  account: AccountRow,
  { expiresAt, scopes }: Extract<NewAccess, { ok: true }>,
  sealedCredentials: string,
): Promise<boolean> {
  const now = ctx.now();
  // A try whose answer was lost may have stored them.
  const isStored = and(
    eq(socialAccounts.id, account.id),
    eq(socialAccounts.sealedCredentials, sealedCredentials),
  );
  const [kept] = await ctx.db
    .update(socialAccounts)
    .set({
      sealedCredentials,
      expiresAt,
      scopes,
      status: "active",
      statusReason: null,
      refreshedAt: now,
      refreshingUntil: null,
      updatedAt: now,
    })
    .where(or(unchanged(account), isStored))
    .returning({ id: socialAccounts.id });
  return kept !== undefined;
}

async function insist<T>(ctx: Ctx, write: () => Promise<T>): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await write();
    } catch (error) {
      ctx.runtime.log.error({ err: error }, "a new access could not be stored yet");
      await sleep(waitMs);
    }
  }
  return write();
}

async function tellRenewed(
  ctx: Ctx,
  account: AccountRow,
  { expiresAt }: Extract<NewAccess, { ok: true }>,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const recovered = await recoverBlockedPosts(tx, ctx, account.id);
    await recordAudit(tx, ctx, {
      action: "account.refreshed",
      subjectType: "account",
      subjectId: account.id,
      subjectName: account.handle,
      after: { expiresAt: expiresAt?.toISOString() ?? null },
    });
    await emit(tx, ctx.workspaceId, [
      { name: "account.changed", data: { accountId: account.id } },
      ...(recovered > 0
        ? [{ name: "post.changed" as const, data: { accountId: account.id, count: recovered } }]
        : []),
    ]);
  });
}

async function endAccess(ctx: Ctx, account: AccountRow, message: string): Promise<Renewal> {
  const ended = await recordFailure(ctx, account, { status: "action_required", message });
  return ended ? { kind: "gone", message } : { kind: "busy" };
}

async function postpone(ctx: Ctx, account: AccountRow, message: string): Promise<Renewal> {
  // What a person has to do stays said.
  const isWaiting = account.status === "action_required" && account.statusReason !== null;
  const told = isWaiting ? (account.statusReason ?? message) : message;
  await recordFailure(ctx, account, { status: account.status, message: told });
  return { kind: "later", message };
}

/** False when the account was connected anew meanwhile: the failure is of an access nobody has any more. */
async function recordFailure(
  ctx: Ctx,
  account: AccountRow,
  next: { status: AccountRow["status"]; message: string },
): Promise<boolean> {
  const { status, message } = next;
  // The tick tries every minute, and each try may fail in words of its own: the change is told once.
  const isNews = account.status !== status || account.statusReason === null;
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
