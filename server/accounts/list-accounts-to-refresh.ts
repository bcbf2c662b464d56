import { and, asc, inArray, isNull, lt, lte, or, sql } from "drizzle-orm";
import { refreshAheadMs } from "@/server/accounts/refresh-account";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";

export interface AccountToRefresh {
  workspaceId: string;
  accountId: string;
}

/** Of all workspaces: accounts whose access ends soon, and those whose access has ended and stays so. */
export async function listAccountsToRefresh(
  runtime: Pick<Ctx["runtime"], "clock">,
  reader: Reader,
  limit = 200,
): Promise<AccountToRefresh[]> {
  const now = runtime.clock.now();
  const soon = new Date(now.getTime() + refreshAheadMs);
  const renews = sql`${socialAccounts.details}->>'renews' is distinct from 'false'`;
  return reader
    .select({ workspaceId: socialAccounts.workspaceId, accountId: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        inArray(socialAccounts.status, ["active", "expiring"]),
        lte(socialAccounts.expiresAt, soon),
        or(renews, lte(socialAccounts.expiresAt, now)),
        or(isNull(socialAccounts.refreshingUntil), lt(socialAccounts.refreshingUntil, now)),
      ),
    )
    .orderBy(asc(socialAccounts.expiresAt))
    .limit(limit);
}
