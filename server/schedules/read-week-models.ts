import { and, eq, inArray } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { accountBestTimes, type StoredWeek } from "@/server/db/schema/best-times";
import { campaigns } from "@/server/db/schema/campaigns";

interface Place {
  workspaceId: string;
  campaignId: string;
  accountId: string;
}

/** What is known of the account's hours for the campaign's goal. A row that feedback wrote. */
export async function findWeekModel(
  reader: Reader,
  { workspaceId, campaignId, accountId }: Place,
): Promise<StoredWeek | null> {
  const [row] = await reader
    .select({ model: accountBestTimes.model })
    .from(accountBestTimes)
    .innerJoin(campaigns, eq(campaigns.objective, accountBestTimes.goal))
    .where(
      and(
        eq(accountBestTimes.workspaceId, workspaceId),
        eq(accountBestTimes.accountId, accountId),
        eq(campaigns.id, campaignId),
      ),
    );
  return row?.model ?? null;
}

/** The same for many places at once. */
export async function readWeekModels(
  reader: Reader,
  workspaceId: string,
  places: readonly { accountId: string; objective: string }[],
): Promise<Map<string, StoredWeek>> {
  if (places.length === 0) return new Map();
  const ids = [...new Set(places.map(({ accountId }) => accountId))];
  const rows = await reader
    .select()
    .from(accountBestTimes)
    .where(
      and(eq(accountBestTimes.workspaceId, workspaceId), inArray(accountBestTimes.accountId, ids)),
    );
  return new Map(rows.map(({ accountId, goal, model }) => [weekKey(accountId, goal), model]));
}

export const weekKey = (accountId: string, goal: string) => `${accountId} ${goal}`;
