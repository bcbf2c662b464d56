import { and, eq } from "drizzle-orm";
import type { SetAccountZone } from "@/lib/contracts/best-times";
import { canonicalZone, isTimeZone } from "@/lib/domain/zones";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { invalidField, notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { findAccountRow } from "./find-account-row";

/** The clock by which an account's audience lives. Its best hours are worked out anew by it. */
export async function setAccountZone(
  ctx: Ctx,
  id: string,
  input: SetAccountZone,
): Promise<{ accountId: string; timeZone: string | null }> {
  if (input.timeZone !== null && !isTimeZone(input.timeZone)) {
    throw invalidField("timeZone", `There is no time zone called “${input.timeZone}”.`);
  }
  const timeZone = input.timeZone === null ? null : canonicalZone(input.timeZone);
  return ctx.db.transaction(async (tx) => {
    const before = await findAccountRow(tx, ctx, id);
    if (!before) throw notFound("account");
    if (before.timeZone === timeZone) return { accountId: id, timeZone };
    await tx
      .update(socialAccounts)
      .set({ timeZone, updatedAt: ctx.now() })
      .where(and(eq(socialAccounts.id, id), eq(socialAccounts.workspaceId, ctx.workspaceId)));
    await recordAudit(tx, ctx, {
      action: "account.zone_changed",
      subjectType: "account",
      subjectId: id,
      subjectName: before.handle,
      before: { timeZone: before.timeZone },
      after: { timeZone },
    });
    const { workspaceId } = ctx;
    await ctx.runtime.jobs.send(tx, "refresh-best-times", { workspaceId, asked: true });
    await emit(tx, workspaceId, [{ name: "account.changed", data: { accountId: id } }]);
    return { accountId: id, timeZone };
  });
}
