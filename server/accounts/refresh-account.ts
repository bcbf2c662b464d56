import { findAccountRow } from "@/server/accounts/find-account-row";
import { renewAccess } from "@/server/accounts/renew-access";
import { type Ctx, systemContext } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";

/** How long before its end an access is renewed. */
export const refreshAheadMs = 20 * 60_000;

/** The job, rung before an access ends. What fails for the moment is tried again after a later tick. */
export async function refreshAccount(
  runtime: Ctx["runtime"],
  { workspaceId, accountId }: { workspaceId: string; accountId: string },
): Promise<void> {
  const ctx = systemContext(runtime, workspaceId, uuidv7());
  const account = await findAccountRow(ctx.db, ctx, accountId);
  if (!account?.expiresAt) return;
  if (account.status === "disconnected" || account.status === "action_required") return;
  const leftMs = account.expiresAt.getTime() - ctx.now().getTime();
  if (leftMs <= refreshAheadMs) await renewAccess(ctx, accountId, account.sealedCredentials);
}
