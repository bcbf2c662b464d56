import { and, asc, inArray } from "drizzle-orm";
import { PLATFORMS } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { getAdapter } from "@/server/platforms/registry";
import { isLookDue, nextLookAt } from "@/server/webhooks/due-looks";

export interface AccountToSubscribe {
  workspaceId: string;
  accountId: string;
}

const subscribable = PLATFORMS.filter((platform) => getAdapter(platform).webhook?.subscribe);

/** Of all workspaces: accounts whose webhooks were never asked for, failed, or run out soon. */
export async function listAccountsToSubscribe(
  runtime: Pick<Ctx["runtime"], "clock">,
  reader: Reader,
  limit = 200,
): Promise<AccountToSubscribe[]> {
  return reader
    .select({ workspaceId: socialAccounts.workspaceId, accountId: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        inArray(socialAccounts.platform, subscribable),
        inArray(socialAccounts.status, ["active", "expiring"]),
        isLookDue(runtime.clock.now()),
      ),
    )
    .orderBy(asc(nextLookAt), asc(socialAccounts.id))
    .limit(limit);
}
