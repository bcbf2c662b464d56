import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import type { PostViewRow } from "./to-post-view";

/** Posts of the workspace with the names and flags that a view shows. */
export async function readPostRows(
  reader: Reader,
  ctx: Ctx,
  query: { where: (SQL | undefined)[]; orderBy: SQL[]; limit: number },
): Promise<PostViewRow[]> {
  return reader
    .select({
      post: posts,
      campaignName: campaigns.name,
      campaignStatus: campaigns.status,
      accountHandle: socialAccounts.handle,
      accountStatus: socialAccounts.status,
      accountPaused: socialAccounts.paused,
      sandbox: socialAccounts.sandbox,
      schedulePaused: schedules.paused,
      optimizerOn: schedules.optimizerOn,
      allPaused: workspaces.allPaused,
      variant: {
        id: variants.id,
        ordinal: variants.ordinal,
        label: variants.label,
        title: variants.title,
        text: variants.text,
      },
      overriddenByName: users.name,
    })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .leftJoin(
      variants,
      // Before it goes out, a pin tells what it will be; afterwards only what went out counts.
      sql`${variants.id} = case when ${posts.content} is null
        then ${posts.pinnedVariantId} else ${posts.variantId} end`,
    )
    .leftJoin(users, eq(users.id, posts.overriddenBy))
    .where(and(eq(posts.workspaceId, ctx.workspaceId), ...query.where))
    .orderBy(...query.orderBy)
    .limit(query.limit);
}
