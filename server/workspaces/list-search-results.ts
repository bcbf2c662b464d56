import { and, desc, eq, ilike, isNull, ne, or } from "drizzle-orm";
import type { SearchResults } from "@/lib/contracts/workspace";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";

const most = 6;

/** Typed wildcards are letters like any other. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Campaigns and accounts by name, for the command palette. */
export async function listSearchResults(ctx: Ctx, text: string): Promise<SearchResults> {
  if (text.length < 2) return { items: [] };
  const like = containing(text);
  const [foundCampaigns, foundAccounts] = await Promise.all([
    ctx.db
      .select({ id: campaigns.id, name: campaigns.name, status: campaigns.status })
      .from(campaigns)
      .where(
        and(
          eq(campaigns.workspaceId, ctx.workspaceId),
          isNull(campaigns.deletedAt),
          ilike(campaigns.name, like),
        ),
      )
      .orderBy(desc(campaigns.updatedAt))
      .limit(most),
    ctx.db
      .select({
        id: socialAccounts.id,
        platform: socialAccounts.platform,
        handle: socialAccounts.handle,
        name: socialAccounts.displayName,
      })
      .from(socialAccounts)
      .where(
        and(
          eq(socialAccounts.workspaceId, ctx.workspaceId),
          ne(socialAccounts.status, "disconnected"),
          or(ilike(socialAccounts.displayName, like), ilike(socialAccounts.handle, like)),
        ),
      )
      .orderBy(socialAccounts.displayName)
      .limit(most),
  ]);
  return {
    items: [
      ...foundCampaigns.map((row) => ({
        kind: "campaign" as const,
        id: row.id,
        label: row.name,
        detail: `Campaign, ${row.status}`,
      })),
      ...foundAccounts.map((row) => ({
        kind: "account" as const,
        id: row.id,
        label: row.name,
        detail: `Account on ${row.platform}`,
      })),
    ],
  };
}
