import { and, asc, eq, gt, inArray, lte, not } from "drizzle-orm";
import type { AskPause, PauseEffect } from "@/lib/contracts/pauses";
import { COMMANDS } from "@/lib/domain/post-status";
import { writtenHandle } from "@/lib/domain/written-handle";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { cameDueIn, isLeftToAnother, isOf } from "./pause-scope";
import { readMark } from "./read-mark";

const DAY_MS = 86_400_000;
const SHOWN = 5;

/** What a pause holds or would hold, and what its end would do: asked before either is done. */
export async function previewPause(ctx: Ctx, { level, id }: AskPause): Promise<PauseEffect> {
  const target = { level, id: id ?? ctx.workspaceId };
  const { paused, ...mark } = await readMark(ctx.db, ctx, target);
  const now = ctx.now();
  const own = isOf(ctx, target);
  const upcoming = and(
    own,
    inArray(posts.status, [...COMMANDS.skip.from]),
    gt(posts.dueAt, now),
    lte(posts.dueAt, new Date(now.getTime() + DAY_MS)),
  );
  const cameDue = and(cameDueIn(ctx, target, mark), not(isLeftToAnother(level)));
  const first = await ctx.db
    .select({
      ...{ id: posts.id, platform: posts.platform, dueAt: posts.dueAt },
      ...{ handle: socialAccounts.handle, campaignName: campaigns.name },
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(cameDue)
    .orderBy(asc(posts.dueAt), asc(posts.id))
    .limit(paused ? SHOWN : 0);
  return {
    upcoming: await ctx.db.$count(posts, upcoming),
    cameDue: paused ? await ctx.db.$count(posts, cameDue) : 0,
    first: first.map(({ platform: key, handle, dueAt, ...post }) => {
      const platform = Platform.parse(key);
      const accountHandle = writtenHandle(platform, handle);
      return { ...post, platform, accountHandle, dueAt: dueAt.toISOString() };
    }),
    onTheirWay: await ctx.db.$count(posts, and(own, eq(posts.status, "publishing"))),
  };
}
