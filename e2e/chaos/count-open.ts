import { and, inArray, lte, sql } from "drizzle-orm";
import type { PostStatus } from "@/lib/domain/post-status";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "@/server/runtime";

/** How many posts that were due by then are not settled yet. */
export async function countOpen(runtime: Runtime, until: Date): Promise<number> {
  const open: PostStatus[] = ["planned", "queued", "publishing", "pending", "unknown"];
  const [row] = await runtime.database.db
    .select({ count: sql<number>`count(*)::int` })
    .from(posts)
    .where(and(lte(posts.dueAt, until), inArray(posts.status, open)));
  return row?.count ?? 0;
}
