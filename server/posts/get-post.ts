import { asc, eq } from "drizzle-orm";
import type { AttemptView, PostDetail, PostView } from "@/lib/contracts/posts";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { readPostRows } from "./read-post-rows";
import { toPostViews } from "./to-post-views";

/** One post with everything that was tried. */
export async function getPost(ctx: Ctx, id: string): Promise<PostDetail> {
  const view = await getPostView(ctx.db, ctx, id);
  const rows = await ctx.db
    .select()
    .from(postAttempts)
    .where(eq(postAttempts.postId, id))
    .orderBy(asc(postAttempts.startedAt), asc(postAttempts.id));
  return { ...view, attempts: rows.map(toAttemptView) };
}

/** @throws AppError `not_found`. */
export async function getPostView(reader: Reader, ctx: Ctx, id: string): Promise<PostView> {
  const rows = await readPostRows(reader, ctx, {
    where: [eq(posts.id, id)],
    orderBy: [asc(posts.id)],
    limit: 1,
  });
  const [view] = await toPostViews(reader, ctx, rows);
  if (!view) throw notFound("post");
  return view;
}

function toAttemptView(row: typeof postAttempts.$inferSelect): AttemptView {
  const { attempt, kind, outcome, code, message, response } = row;
  return {
    ...{ attempt, kind, outcome, code, message, response: response ?? null },
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
