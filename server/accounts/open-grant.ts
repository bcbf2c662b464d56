import { openCredentials } from "@/server/accounts/account-credentials";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { openAccountSession } from "@/server/accounts/open-session";
import type { Ctx } from "@/server/context";
import { AppError } from "@/server/errors";
import type { AdSession } from "@/server/platforms/ads-spec";

/**
 * A session with what renews it, for calls in the name of the person who connected the account.
 * @throws AppError `conflict` when the account must be connected again.
 */
export async function openGrant(ctx: Ctx, accountId: string): Promise<AdSession> {
  const opened = await openAccountSession(ctx.runtime, accountId);
  const account = await findAccountRow(ctx.db, ctx, accountId);
  const credentials = account && openCredentials(ctx.runtime, account);
  if (!opened.ok || credentials?.kind !== "oauth") {
    const told = opened.ok || !("message" in opened.outcome) ? null : opened.outcome.message;
    throw new AppError("conflict", told ?? "The account could not be opened. Connect it again.");
  }
  return { ...opened.session, refreshToken: credentials.refreshToken };
}
