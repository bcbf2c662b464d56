import { eq } from "drizzle-orm";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { Platform } from "@/lib/platforms/platform";
import { type AccountCredentials, openCredentials } from "@/server/accounts/account-credentials";
import type { AccountRow } from "@/server/accounts/account-status";
import { openStoredEndpoints, toCallContext } from "@/server/accounts/provider-config";
import { type Renewal, renewAccess } from "@/server/accounts/renew-access";
import { type Ctx, systemContext } from "@/server/context";
import { hashToken } from "@/server/crypto/tokens";
import { socialAccounts } from "@/server/db/schema/accounts";
import { uuidv7 } from "@/server/db/uuid";
import { watchedEgress } from "@/server/limits/watch-platform";
import type { Session } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

type Runtime = Ctx["runtime"];

export type OpenedSession =
  | { ok: true; session: Session }
  /** Nothing was sent: `retry_later` or `reconnect`. */
  | { ok: false; outcome: PublishOutcome };

const refreshWithinMs = 2 * 60_000;

/** What a call to the platform needs, with an access that lasts for it. */
export async function openAccountSession(
  runtime: Runtime,
  accountId: string,
): Promise<OpenedSession> {
  const account = await findAccount(runtime, accountId);
  if (!account) return gone("This account does not exist any more.");
  const now = runtime.clock.now().getTime();
  if (account.expiresAt && account.expiresAt.getTime() - now <= refreshWithinMs) {
    const hasEnded = account.expiresAt.getTime() <= now;
    return openAfterRenewal(runtime, account, { isNeeded: hasEnded });
  }
  return openSession(runtime, account);
}

/**
 * After the platform refused the access with 401. Pass the token that was refused: when another
 * process has renewed it meanwhile, the new one is used and nothing is spent.
 */
export async function refreshAfter401(
  runtime: Runtime,
  accountId: string,
  refusedToken?: string,
): Promise<OpenedSession> {
  const account = await findAccount(runtime, accountId);
  if (!account) return gone("This account does not exist any more.");
  const credentials = openCredentials(runtime, account);
  const current = credentials && toAccessToken(account, credentials);
  if (refusedToken && current && current !== refusedToken) return openSession(runtime, account);
  return openAfterRenewal(runtime, account, { isNeeded: true });
}

async function openAfterRenewal(
  runtime: Runtime,
  account: AccountRow,
  { isNeeded }: { isNeeded: boolean },
): Promise<OpenedSession> {
  // What only a person can mend is not asked for again with every post.
  if (account.status === "disconnected" || account.status === "action_required") {
    return openSession(runtime, account);
  }
  const ctx = systemContext(runtime, account.workspaceId, uuidv7());
  const renewal = await renewAccess(ctx, account.id, account.sealedCredentials);
  const renewed = await findAccount(runtime, account.id);
  if (!renewed) return gone("This account does not exist any more.");
  const isFresh = renewed.sealedCredentials !== account.sealedCredentials;
  if (isFresh || (!isNeeded && renewal.kind !== "gone")) return openSession(runtime, renewed);
  return toOutcome(renewal);
}

function toOutcome(renewal: Renewal): OpenedSession {
  if (renewal.kind === "gone") return gone(renewal.message);
  const message = "message" in renewal ? renewal.message : "The access is being renewed.";
  const code = "refresh_pending";
  // Whoever renews it may have died: its lease can outlast many a try.
  const outcome = { retryAfterMs: null, code, message, untilDeadline: true };
  return { ok: false, outcome: { kind: "retry_later", ...outcome } };
}

function openSession(runtime: Runtime, account: AccountRow): OpenedSession {
  const credentials = openCredentials(runtime, account);
  if (account.status === "disconnected" || !credentials) {
    return gone(`${account.handle} is disconnected. Connect it again to post there.`);
  }
  if (account.status === "action_required") {
    return gone(account.statusReason ?? `${account.handle} must be connected again.`);
  }
  const endpoints = openStoredEndpoints(runtime, account.endpoints);
  const session: Session = {
    ...toCallContext(runtime, Platform.parse(account.platform), endpoints),
    http: watchedEgress(runtime, account, endpoints),
    accessToken: toAccessToken(account, credentials),
    externalAccountId: account.externalId,
    handle: account.handle,
    ...(credentials.kind === "form" ? { credentials: credentials.values } : {}),
  };
  return { ok: true, session };
}

/** A session kept among typed credentials has no name here: a mark of them tells old from new. */
function toAccessToken(account: AccountRow, credentials: AccountCredentials): string {
  if (credentials.kind === "oauth") return credentials.accessToken;
  const { connect } = getAdapter(Platform.parse(account.platform));
  const renews = connect.kind === "credentials" && connect.refresh !== undefined;
  return renews ? hashToken(account.sealedCredentials) : "";
}

const gone = (message: string): OpenedSession => ({
  ok: false,
  outcome: { kind: "reconnect", code: "account_needs_action", message },
});

async function findAccount(runtime: Runtime, accountId: string): Promise<AccountRow | null> {
  const [row] = await runtime.database.db
    .select()
    .from(socialAccounts)
    .where(eq(socialAccounts.id, accountId));
  return row ?? null;
}
