import { and, eq } from "drizzle-orm";
import type { AccountView, UpdateAccount } from "@/lib/contracts/accounts";
import { getAccount } from "@/server/accounts/get-account";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { toPauseMark } from "@/server/pauses/pause-mark";
import { readMark } from "@/server/pauses/read-mark";
import { settlePause } from "@/server/pauses/settle-pause";

/** Pauses or resumes an account. Paused, its posts are held; those whose time passes do not go out later. */
export async function updateAccount(
  ctx: Ctx,
  id: string,
  { paused, cameDue }: UpdateAccount,
): Promise<AccountView> {
  return ctx.db.transaction(async (tx) => {
    await awaitClaims(tx);
    const target = { level: "account" as const, id };
    const before = await readMark(tx, ctx, target);
    if (before.paused === paused) return getAccount(ctx, id, tx);
    await tx
      .update(socialAccounts)
      .set({ paused, ...toPauseMark(ctx, paused), updatedAt: ctx.now() })
      .where(and(eq(socialAccounts.id, id), eq(socialAccounts.workspaceId, ctx.workspaceId)));
    const settled = paused ? [] : await settlePause(tx, ctx, target, before, cameDue);
    const view = await getAccount(ctx, id, tx);
    await recordAudit(tx, ctx, {
      action: paused ? "account.paused" : "account.resumed",
      subjectType: "account",
      subjectId: id,
      subjectName: view.handle,
      before: { paused: !paused },
      after: { paused },
    });
    await emit(tx, ctx.workspaceId, [
      ...settled,
      { name: "account.changed", data: { accountId: id } },
    ]);
    return view;
  });
}
