import { and, eq } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import {
  type AccountCredentials,
  openCredentials,
  sealCredentials,
} from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import { recoverBlockedPosts } from "@/server/accounts/recover-blocked-posts";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";
import type { Identity } from "@/server/platforms/adapter";

export interface NewConnection {
  platform: Platform;
  sandbox: boolean;
  identity: Identity;
  credentials: AccountCredentials;
  scopes: string[];
  expiresAt: Date | null;
  endpoints: Record<string, string>;
  /** Facts of this connection that are no secret. */
  details: Record<string, unknown>;
  /** The credentials are all there is: nothing of an earlier connection renews this one. */
  isWhole?: boolean;
}

export interface SavedConnection {
  accountId: string;
  isNew: boolean;
}

/** Keeps one row for each account of a platform: connecting it again renews that row. */
export async function saveAccount(ctx: Ctx, connection: NewConnection): Promise<SavedConnection> {
  return ctx.db.transaction(async (tx) => {
    const id = uuidv7();
    const [inserted] = await tx
      .insert(socialAccounts)
      .values({
        ...toColumns(ctx, connection),
        id,
        workspaceId: ctx.workspaceId,
        platform: connection.platform,
        externalId: connection.identity.externalId,
        sandbox: connection.sandbox,
        details: toDetails({}, connection, connection.credentials),
        sealedCredentials: sealCredentials(ctx.runtime, id, connection.credentials),
      })
      .onConflictDoNothing()
      .returning();
    const row = inserted ?? (await renewRow(tx, ctx, connection));
    const recovered = inserted ? 0 : await recoverBlockedPosts(tx, ctx, row.id);
    await recordConnection(tx, ctx, row, Boolean(inserted), recovered);
    return { accountId: row.id, isNew: Boolean(inserted) };
  });
}

function toColumns(ctx: Ctx, connection: NewConnection) {
  const now = ctx.now();
  return {
    handle: connection.identity.handle,
    displayName: connection.identity.displayName,
    avatarUrl: connection.identity.avatarUrl,
    scopes: connection.scopes,
    endpoints: connection.endpoints,
    status: "active" as const,
    statusReason: null,
    restUntil: null,
    expiresAt: connection.expiresAt,
    refreshedAt: now,
    refreshingUntil: null,
    connectedBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
    disconnectedAt: null,
    updatedAt: now,
  };
}

const toDetails = (
  before: Record<string, unknown>,
  connection: NewConnection,
  credentials: AccountCredentials,
) => ({
  ...before,
  ...connection.identity.extra,
  ...connection.details,
  renews: credentials.kind === "form" || credentials.refreshToken !== null,
  // What was subscribed with an earlier access may have ended with it.
  webhooksNextAt: null,
});

async function renewRow(tx: Tx, ctx: Ctx, connection: NewConnection): Promise<AccountRow> {
  const sameAccount = and(
    eq(socialAccounts.workspaceId, ctx.workspaceId),
    eq(socialAccounts.platform, connection.platform),
    eq(socialAccounts.externalId, connection.identity.externalId),
    eq(socialAccounts.sandbox, connection.sandbox),
  );
  const [before] = await tx.select().from(socialAccounts).where(sameAccount).for("no key update");
  if (!before) throw new Error("An account vanished while it was being connected.");
  const credentials = connection.isWhole
    ? connection.credentials
    : keepRefreshToken(ctx, before, connection.credentials);
  const [row] = await tx
    .update(socialAccounts)
    .set({
      ...toColumns(ctx, connection),
      details: toDetails(before.details, connection, credentials),
      sealedCredentials: sealCredentials(ctx.runtime, before.id, credentials),
    })
    .where(eq(socialAccounts.id, before.id))
    .returning();
  return row ?? before;
}

/** A platform that sends no refresh token the second time has not taken back the first one. */
function keepRefreshToken(
  ctx: Ctx,
  before: AccountRow,
  next: AccountCredentials,
): AccountCredentials {
  if (next.kind !== "oauth" || next.refreshToken !== null) return next;
  const old = openCredentials(ctx.runtime, before);
  return old?.kind === "oauth" ? { ...next, refreshToken: old.refreshToken } : next;
}

async function recordConnection(
  tx: Tx,
  ctx: Ctx,
  row: AccountRow,
  isNew: boolean,
  recoveredPosts: number,
): Promise<void> {
  await recordAudit(tx, ctx, {
    action: isNew ? "account.connected" : "account.reconnected",
    subjectType: "account",
    subjectId: row.id,
    subjectName: row.handle,
    after: {
      platform: row.platform,
      sandbox: row.sandbox,
      scopes: row.scopes,
      ...(recoveredPosts > 0 ? { recoveredPosts } : {}),
    },
  });
  const data = { accountId: row.id, platform: row.platform };
  await ctx.runtime.jobs.send(tx, "register-webhooks", {
    workspaceId: ctx.workspaceId,
    accountId: row.id,
  });
  await emit(tx, ctx.workspaceId, [
    { name: isNew ? "account.connected" : "account.changed", data },
    ...(recoveredPosts > 0
      ? [{ name: "post.changed" as const, data: { accountId: row.id, count: recoveredPosts } }]
      : []),
  ]);
}
