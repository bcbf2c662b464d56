import { and, eq, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";
import { lockPosts } from "@/server/posts/lock-posts";
import type { Runtime } from "@/server/runtime";

/** An answer that lacks a post may be a hiccup: only one that lacks it again later is believed. */
const BELIEVED_AFTER_MS = 3_600_000;

export interface Sighting {
  /** Posts that the platform told counts of. */
  seen: readonly string[];
  /** Posts that it was asked for and did not know. */
  missing: readonly string[];
}

/** What is gone from the platform becomes `deleted`; its results stay. Returns how many. */
export async function markMissing(
  runtime: Runtime,
  workspaceId: string,
  { seen, missing }: Sighting,
): Promise<number> {
  const now = runtime.clock.now();
  const ctx = systemContext(runtime, workspaceId, uuidv7());
  return runtime.database.db.transaction(async (tx) => {
    await lockPosts(tx, [...seen, ...missing]);
    if (seen.length > 0) {
      await tx
        .update(posts)
        .set({ missingSince: null })
        .where(
          and(
            inArray(posts.id, [...seen]),
            eq(posts.workspaceId, workspaceId),
            isNotNull(posts.missingSince),
          ),
        );
    }
    if (missing.length === 0) return 0;
    // A draft or a scheduled post is not to be seen yet.
    const asked = and(
      inArray(posts.id, [...missing]),
      eq(posts.workspaceId, workspaceId),
      eq(posts.status, "published"),
      eq(posts.visibility, "live"),
    );
    const gone = await tx
      .update(posts)
      .set({ status: "deleted", metricsNextPullAt: null, updatedAt: now })
      .where(and(asked, lte(posts.missingSince, new Date(now.getTime() - BELIEVED_AFTER_MS))))
      .returning();
    await tx
      .update(posts)
      .set({ missingSince: now })
      .where(and(asked, isNull(posts.missingSince)));
    for (const post of gone) {
      await recordAudit(tx, ctx, {
        action: "post.found_gone",
        subjectType: "post",
        subjectId: post.id,
        subjectName: post.content?.title ?? post.content?.text.slice(0, 80) ?? null,
        before: { status: "published", permalink: post.permalink },
        after: { status: "deleted" },
      });
    }
    const facts = gone.map(({ id: postId, campaignId, accountId, scheduleId }) => ({
      name: "post.changed" as const,
      data: { postId, campaignId, accountId, scheduleId, status: "deleted" },
    }));
    if (facts.length > 0) await emit(tx, workspaceId, facts);
    return gone.length;
  });
}
