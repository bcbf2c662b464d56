import type { AccountView } from "@/lib/contracts/accounts";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { getAccount } from "@/server/accounts/get-account";
import { renewAccess } from "@/server/accounts/renew-access";
import type { Ctx } from "@/server/context";
import { AppError, conflict, notFound } from "@/server/errors";

/** A person asks for it: the outcome is told. @throws AppError `conflict`, `upstream` */
export async function renewAccount(ctx: Ctx, id: string): Promise<AccountView> {
  const account = await findAccountRow(ctx.db, ctx, id);
  if (!account) throw notFound("account");
  if (account.status === "disconnected") {
    throw conflict("This account is disconnected. Connect it again to post there.");
  }
  // An access that never ends has nothing to renew.
  if (!account.expiresAt) return getAccount(ctx, id);
  const renewal = await renewAccess(ctx, id);
  if (renewal.kind === "later") throw new AppError("upstream", renewal.message);
  if (renewal.kind === "gone") throw conflict(renewal.message);
  return getAccount(ctx, id);
}
