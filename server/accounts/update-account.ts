import { and, eq, ne } from "drizzle-orm";
import type { AccountView, UpdateAccount } from "@/lib/contracts/accounts";
import { getAccount } from "@/server/accounts/get-account";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { emit } from "@/server/events/emit";

/** Pauses or resumes an account. Paused, its posts are held and go out after the resumption. */
export async function updateAccount(
  ctx: Ctx,
  id: string,
  input: UpdateAccount,
): Promise<AccountView> {
  return ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(socialAccounts)
      .set({ paused: input.paused, updatedAt: ctx.now() })
      .where(
        and(
          eq(socialAccounts.id, id),
          eq(socialAccounts.workspaceId, ctx.workspaceId),
          ne(socialAccounts.paused, input.paused),
        ),
      )
      .returning();
    const view = await getAccount(ctx, id, tx);
    if (!changed) return view;
    await recordAudit(tx, ctx, {
      action: input.paused ? "account.paused" : "account.resumed",
      subjectType: "account",
      subjectId: id,
      subjectName: changed.handle,
      before: { paused: !input.paused },
      after: { paused: input.paused },
    });
    await emit(tx, ctx.workspaceId, [{ name: "account.changed", data: { accountId: id } }]);
    return view;
  });
}
