import { and, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { toUuids } from "@/server/db/uuid";
import type { Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

const MESSAGE = "The server stopped before the platform's answer came. Looking whether it is out.";

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
        problemCode: "interrupted",
        problem: MESSAGE,
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
    if (lapsed.length === 0) return 0;
    const ids = lapsed.map((post) => post.id);
    await tx
      .update(postAttempts)
      .set({ outcome: "lost", code: "interrupted", message: MESSAGE, finishedAt: now })
      .where(and(inArray(postAttempts.postId, ids), isNull(postAttempts.finishedAt)));
    await emitFacts(
      tx,
      lapsed.map((post) => toPostFact("post.changed", post, { status: "unknown" })),
    );
    return lapsed.length;
  });
}
