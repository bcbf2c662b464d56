import { and, eq } from "drizzle-orm";
import type { HeldBy } from "@/lib/contracts/pauses";
import { writtenHandle } from "@/lib/domain/written-handle";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

interface Mark {
  pausedBy: string | null;
  pausedAt: Date | null;
}

/** Every pause that holds the post now, the widest first: each has to end before it may go out. */
export async function listHolds(reader: Reader, ctx: Ctx, postId: string): Promise<HeldBy[]> {
  const [row] = await reader
    .select({
      workspace: workspaces,
      account: socialAccounts,
      campaign: campaigns,
      schedule: schedules,
    })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
  if (!row) return [];
  const { workspace, account, campaign, schedule } = row;
  const handle = writtenHandle(Platform.parse(account.platform), account.handle);
  return [
    ...(workspace.allPaused ? [toHold("workspace", workspace.name, workspace)] : []),
    ...(account.paused ? [toHold("account", handle, account)] : []),
    ...(campaign && campaign.status !== "active"
      ? [{ ...toHold("campaign", campaign.name, campaign), isDraft: campaign.status === "draft" }]
      : []),
    ...(schedule?.paused ? [toHold("schedule", handle, schedule)] : []),
  ];
}

function toHold(level: HeldBy["level"], name: string, { pausedBy: by, pausedAt }: Mark): HeldBy {
  return { level, name, isDraft: false, by, at: pausedAt?.toISOString() ?? null };
}
