import { and, eq } from "drizzle-orm";
import { socialAccounts } from "@/server/db/schema/accounts";
import { memberships } from "@/server/db/schema/users";
import type { Runtime } from "@/server/runtime";
import { openBrowser } from "@/server/testing/sandbox-world";

/**
 * What a person does who is told that a platform ended the access of an account: connects it again.
 * A process that dies between a renewal and its commit takes the only copy of a single-use token
 * with it, and nobody but a person can mend that. Returns how many were connected.
 */
export async function reconnect(runtime: Runtime): Promise<number> {
  const ended = await runtime.database.db
    .select({
      workspaceId: socialAccounts.workspaceId,
      userId: memberships.userId,
      platform: socialAccounts.platform,
      handle: socialAccounts.handle,
    })
    .from(socialAccounts)
    .innerJoin(
      memberships,
      and(eq(memberships.workspaceId, socialAccounts.workspaceId), eq(memberships.role, "owner")),
    )
    .where(eq(socialAccounts.status, "action_required"));
  for (const { platform, handle, ...person } of ended) {
    const browser = await openBrowser(runtime, person);
    await browser.connect(platform, handle);
  }
  return ended.length;
}
