import { eq, sql } from "drizzle-orm";
import { rateLimits } from "@/server/db/schema/facts";
import type { Runtime } from "@/server/runtime";

/** What one workspace may have sent in a day by the server that all workspaces share: one a recipient. */
const MOST_A_DAY = 200;
const DAY_MS = 24 * 3_600_000;

export const QUOTA_WORDS = `This workspace may send ${MOST_A_DAY} mails a day through the server’s own mail server, one for each recipient. It is tried again later. To send more, an owner can name another mail server in Settings, Mail.`;

type Counting = Pick<Runtime, "database" | "clock">;

const keyOf = (workspaceId: string) => `operator-mail:${workspaceId}`;

/** Takes as many off the day's; false, and nothing taken, where fewer are left. */
export async function takeFromQuota(
  { database, clock }: Counting,
  workspaceId: string,
  amount: number,
): Promise<boolean> {
  const now = clock.now();
  const stale = sql`${rateLimits.windowStart} <= ${new Date(now.getTime() - DAY_MS).toISOString()}::timestamptz`;
  const taken = await database.db
    .insert(rateLimits)
    .values({ key: keyOf(workspaceId), windowStart: now, count: amount })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        count: sql`case when ${stale} then ${amount}::int else ${rateLimits.count} + ${amount}::int end`,
        windowStart: sql`case when ${stale} then ${now.toISOString()}::timestamptz else ${rateLimits.windowStart} end`,
      },
      setWhere: sql`${stale} or ${rateLimits.count} + ${amount}::int <= ${MOST_A_DAY}::int`,
    })
    .returning({ count: rateLimits.count });
  return taken.length > 0;
}

/** Nothing went out after all. */
export async function returnToQuota(
  { database }: Counting,
  workspaceId: string,
  amount: number,
): Promise<void> {
  await database.db
    .update(rateLimits)
    .set({ count: sql`greatest(${rateLimits.count} - ${amount}::int, 0)` })
    .where(eq(rateLimits.key, keyOf(workspaceId)));
}
