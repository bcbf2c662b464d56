import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { toUuids } from "@/server/db/uuid";
import type { PostRow, Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

export const INTERRUPTED = {
  code: "interrupted",
  message: "The server stopped before the platform's answer came. Looking whether it is out.",
};

/**
 * Posts whose publisher is gone: maybe they are out, so somebody looks before anything is sent again.
 * @param options.exclude posts this very process still works on.
 * @param options.all also those with a running lease: right only when no other process can exist.
 */
export async function lapseLeases(
  runtime: Runtime,
  options: { exclude: readonly string[]; all?: boolean },
): Promise<number> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    const lapsed = await tx
      .update(posts)
      .set({
        status: "unknown",
        nextAt: now,
        leaseUntil: null,
        problemCode: INTERRUPTED.code,
        problem: INTERRUPTED.message,
        updatedAt: now,
      })
      .where(
        and(
          eq(posts.status, "publishing"),
          ...(options.all ? [] : [lte(posts.leaseUntil, now)]),
          sql`${posts.id} <> all(${toUuids(options.exclude)})`,
        ),
      )
      .returning();
    await tellInterrupted(tx, lapsed, now);
    return lapsed.length;
  });
}

/** The tries of these posts are over, without an answer. */
export async function tellInterrupted(tx: Tx, lapsed: PostRow[], now: Date): Promise<void> {
  if (lapsed.length === 0) return;
  const ids = lapsed.map((post) => post.id);
  await tx
    .update(postAttempts)
    .set({ outcome: "lost", code: INTERRUPTED.code, message: INTERRUPTED.message, finishedAt: now })
    .where(and(inArray(postAttempts.postId, ids), isNull(postAttempts.finishedAt)));
  await emitFacts(
    tx,
    lapsed.map((post) => toPostFact("post.changed", post, { status: post.status })),
  );
}
