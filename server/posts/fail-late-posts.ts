import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import type { PauseLevel } from "@/lib/contracts/pauses";
import { pausedAtItsTime } from "@/lib/domain/pause-words";
import { COMMANDS, canMove } from "@/lib/domain/post-status";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import type { PostRow, Runtime } from "./claimed-post";
import { tellEnded } from "./tell-ended";

const BATCH = 200;

/** Ends posts whose deadline is over: a pause skips them, all else fails. Returns how many. */
export async function failLatePosts(runtime: Runtime): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await failBatch(runtime);
    total += count;
    if (count < BATCH) return total;
  }
}

async function failBatch(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  const { db } = runtime.database;
  const late = await db
    .select({
      post: posts,
      pausedLevel: sql<PauseLevel | null>`case when ${workspaces.allPaused} then 'workspace'
        when ${socialAccounts.paused} then 'account'
        when ${campaigns.status} <> 'active' then 'campaign'
        when ${schedules.paused} then 'schedule' end`,
      pausedBy: sql<string | null>`case when ${workspaces.allPaused} then ${workspaces.pausedBy}
        when ${socialAccounts.paused} then ${socialAccounts.pausedBy}
        when ${campaigns.status} <> 'active' then ${campaigns.pausedBy}
        else ${schedules.pausedBy} end`,
      accountStatus: socialAccounts.status,
    })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(and(inArray(posts.status, COMMANDS.too_late.from), lt(posts.deadlineAt, now)))
    .orderBy(asc(posts.deadlineAt))
    .limit(BATCH);
  if (late.length === 0) return 0;
  await db.transaction(async (tx) => {
    const ended: PostRow[] = [];
    // In one order, whoever else works through many posts.
    for (const item of late.toSorted((a, b) => (a.post.id < b.post.id ? -1 : 1))) {
      const [post] = await tx
        .update(posts)
        .set({ ...toEnd(item), updatedAt: now })
        .where(
          and(
            eq(posts.id, item.post.id),
            eq(posts.status, item.post.status),
            lt(posts.deadlineAt, now),
          ),
        )
        .returning();
      if (post) ended.push(post);
    }
    await tellEnded(tx, runtime, ended);
  });
  return late.length;
}

interface LatePost {
  post: PostRow;
  pausedLevel: PauseLevel | null;
  pausedBy: string | null;
  accountStatus: string;
}

/** Somebody held it on purpose: that is no failure. */
function toEnd(item: LatePost) {
  const { post, pausedLevel, pausedBy } = item;
  if (pausedLevel && canMove(post.status, "skipped")) {
    const problem = pausedAtItsTime(pausedLevel, pausedBy);
    const problemCode = pausedLevel === "workspace" ? "all_paused" : "paused";
    return { status: "skipped" as const, problemCode, problem };
  }
  const problem = `${explain(item)} Its time is over. Retry it to post it now.`;
  return { status: COMMANDS.too_late.to, problemCode: "too_late", problem };
}

function explain({ post, accountStatus }: LatePost): string {
  if (post.status === "awaiting_approval") return "Nobody approved it in time.";
  if (post.status === "blocked" || accountStatus === "action_required") {
    return "The account had to be connected again.";
  }
  if (accountStatus === "disconnected") return "The account was disconnected.";
  return post.problem ?? "Bandwagon was not running when it was due.";
}
