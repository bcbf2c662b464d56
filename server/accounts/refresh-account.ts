import type { AccountView } from "@/lib/contracts/accounts";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { getAccount } from "@/server/accounts/get-account";
import { renewAccess } from "@/server/accounts/renew-access";
import type { Ctx } from "@/server/context";
import { systemContext } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import { AppError, conflict, notFound } from "@/server/errors";

type Runtime = Ctx["runtime"];

/** A person asks for it: the outcome is told. @throws AppError `conflict`, `upstream` */
export async function refreshAccount(ctx: Ctx, id: string): Promise<AccountView> {
  const account = await findAccountRow(ctx.db, ctx, id);
  if (!account) throw notFound("account");
  if (account.status === "disconnected") {
    throw conflict("This account is disconnected. Connect it again to post there.");
  }
  // An account without a token endpoint has nothing to renew.
  if (!account.expiresAt) return getAccount(ctx, id);
  const renewal = await renewAccess(ctx, id);
  if (renewal.kind === "later") throw new AppError("upstream", renewal.message);
  if (renewal.kind === "gone") throw conflict(renewal.message);
  return getAccount(ctx, id);
}

/** The job: before an access ends. What fails for the moment is tried again by a later tick. */
export async function runRefreshAccount(
  runtime: Runtime,
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
): Promise<void> {
  const ctx = systemContext(runtime, workspaceId, uuidv7());
  const account = await findAccountRow(ctx.db, ctx, accountId);
  if (!account?.expiresAt || account.status === "disconnected") return;
  if (account.status === "action_required" || !isDueForRefresh(account.expiresAt, ctx.now())) return;
  await renewAccess(ctx, accountId);
}

export const refreshAheadMs = 20 * 60_000;

const isDueForRefresh = (expiresAt: Date, now: Date) =>
  expiresAt.getTime() - now.getTime() <= refreshAheadMs;
