import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

const WAITING = ["planned", "awaiting_approval", "queued", "blocked"] as const;
const BATCH = 200;

/** Ends posts whose deadline is over, each with what held it up. Returns how many. */
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
      paused: sql<boolean>`${workspaces.allPaused} or ${socialAccounts.paused} or coalesce(${schedules.paused}, false) or coalesce(${campaigns.status} = 'paused', false)`,
      accountStatus: socialAccounts.status,
    })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(and(inArray(posts.status, [...WAITING]), lt(posts.deadlineAt, now)))
    .orderBy(asc(posts.deadlineAt))
    .limit(BATCH);
  if (late.length === 0) return 0;
  await db.transaction(async (tx) => {
    const failed = [];
    for (const item of late) {
      const [post] = await tx
        .update(posts)
        .set({
          status: "failed",
          problemCode: "too_late",
          problem: `${explain(item)} Its time is over. Retry it to post it now.`,
          updatedAt: now,
        })
        .where(
          and(
            eq(posts.id, item.post.id),
            eq(posts.status, item.post.status),
            lt(posts.deadlineAt, now),
          ),
        )
        .returning();
      if (post) failed.push(post);
    }
    for (const [workspaceId, own] of Map.groupBy(failed, (post) => post.workspaceId)) {
      await recordAudit(
        tx,
        systemContext(runtime, workspaceId, uuidv7()),
        own.map((post) => ({
          action: "post.failed",
          subjectType: "post",
          subjectId: post.id,
          after: { status: "failed", code: "too_late", message: post.problem },
        })),
      );
    }
    const facts = failed.map((post) => toPostFact("post.failed", post, { status: "failed" }));
    await emitFacts(tx, facts);
  });
  return late.length;
}

interface LatePost {
  post: typeof posts.$inferSelect;
  paused: boolean;
  accountStatus: string;
}

function explain({ post, paused, accountStatus }: LatePost): string {
  if (post.status === "awaiting_approval") return "Nobody approved it in time.";
  if (paused) return "It was paused when it was due.";
  if (post.status === "blocked" || accountStatus === "action_required") {
    return "The account had to be connected again.";
  }
  if (accountStatus === "disconnected") return "The account was disconnected.";
  return post.problem ?? "Bandwagon was not running when it was due.";
}
