import type { PostView } from "@/lib/contracts/posts";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { findPostConflicts, PLACED } from "./find-post-conflicts";
import { type PostViewRow, toPostView } from "./to-post-view";

/** Rows as views, each flagged when another post of its account is too close. */
export async function toPostViews(
  reader: Reader,
  ctx: Ctx,
  rows: readonly PostViewRow[],
): Promise<PostView[]> {
  const places = rows
    .filter(({ post }) => PLACED.includes(post.status))
    .map(({ post }) => ({ id: post.id, accountId: post.accountId, at: post.dueAt }));
  const conflicts = await findPostConflicts(reader, ctx, places);
  return rows.map((row) => toPostView(row, conflicts.get(row.post.id) ?? null));
}
