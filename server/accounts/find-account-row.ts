import { and, eq } from "drizzle-orm";
import type { AccountRow } from "@/server/accounts/account-status";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";

/** Null also for an account of another workspace. */
export async function findAccountRow(
  reader: Reader,
  ctx: Pick<Ctx, "workspaceId">,
  id: string,
): Promise<AccountRow | null> {
  const [row] = await reader
    .select()
    .from(socialAccounts)
    .where(and(eq(socialAccounts.id, id), eq(socialAccounts.workspaceId, ctx.workspaceId)));
  return row ?? null;
}
