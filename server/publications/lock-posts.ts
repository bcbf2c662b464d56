import { and, asc, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { publications } from "@/server/db/schema/publications";
import { notFound } from "@/server/errors";
import type { PublicationRow } from "./read-publications";

type Post = typeof posts.$inferSelect;

/**
 * The posts of a publication, or the one post that has this id, as they are and stay until this
 * transaction ends. Locked in one order, whoever else works through many posts.
 * @throws AppError `not_found`.
 */
export async function lockPosts(
  tx: Tx,
  ctx: Ctx,
  id: string,
): Promise<{ publication: PublicationRow | null; posts: Post[] }> {
  const [publication] = await tx
    .select()
    .from(publications)
    .where(and(eq(publications.id, id), eq(publications.workspaceId, ctx.workspaceId)));
  const isAsked = publication ? eq(posts.publicationId, id) : eq(posts.id, id);
  const found = await tx
    .select()
    .from(posts)
    .where(and(isAsked, eq(posts.workspaceId, ctx.workspaceId)))
    .orderBy(asc(posts.id))
    .for("no key update");
  if (!publication && found.length === 0) throw notFound("publication");
  return { publication: publication ?? null, posts: found };
}
