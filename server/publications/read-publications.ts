import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { PublicationPost, PublicationView } from "@/lib/contracts/publish";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { publications } from "@/server/db/schema/publications";
import { notFound } from "@/server/errors";
import { readPostRows } from "@/server/posts/read-post-rows";
import { type PostViewRow, toPostView } from "@/server/posts/to-post-view";
import { publicationStatus } from "./publication-status";
import { type Counts, readCounts } from "./read-counts";

export type PublicationRow = typeof publications.$inferSelect;

const MOST_POSTS = 10_000;

/** Where a publication stands, as a value of its row. Named in full: `p` has columns of the same names. */
export const statusOf = (now: Date): SQL<string> => sql<string>`(
  select ${publicationStatus(sql`jsonb_array_length(publications.refusals)`, now)}
  from posts p where p.publication_id = publications.id)`;

/** Publications of the workspace, newest first, each with its posts as they are now. */
export async function readPublications(
  reader: Reader,
  ctx: Ctx,
  query: { where: (SQL | undefined)[]; limit: number },
): Promise<{ row: PublicationRow; view: PublicationView }[]> {
  const rows = await reader
    .select({ row: publications, status: statusOf(ctx.now()) })
    .from(publications)
    .where(and(eq(publications.workspaceId, ctx.workspaceId), ...query.where))
    .orderBy(desc(publications.createdAt), desc(publications.id))
    .limit(query.limit);
  if (rows.length === 0) return [];
  const ids = rows.map(({ row }) => row.id);
  const all = await readPosts(reader, ctx, inArray(posts.publicationId, ids));
  const byPublication = Map.groupBy(all, ({ publicationId }) => publicationId);
  return rows.map(({ row, status }) => ({
    row,
    view: {
      ...{ id: row.id, status: status as PublicationView["status"], campaignId: row.campaignId },
      createdAt: row.createdAt.toISOString(),
      createdBy: { kind: row.actorKind, name: row.actorName },
      posts: (byPublication.get(row.id) ?? []).map(({ view }) => view),
      refused: row.refusals,
    },
  }));
}

/** A publication by its id, or one post by its own. @throws AppError `not_found`. */
export async function getPublicationView(
  reader: Reader,
  ctx: Ctx,
  id: string,
): Promise<PublicationView> {
  const [found] = await readPublications(reader, ctx, {
    where: [eq(publications.id, id)],
    limit: 1,
  });
  return found ? found.view : getPostAlone(reader, ctx, id);
}

async function getPostAlone(reader: Reader, ctx: Ctx, id: string): Promise<PublicationView> {
  const [post] = await readPosts(reader, ctx, eq(posts.id, id));
  if (!post) throw notFound("publication");
  const { publicationId, campaignId, createdAt } = post;
  const [row] = await reader
    .select({ status: publicationStatus(sql`0`, ctx.now()) })
    .from(sql`posts p`)
    .where(eq(sql`p.id`, sql`${id}::uuid`));
  const [by] = publicationId
    ? await reader.select().from(publications).where(eq(publications.id, publicationId))
    : [];
  return {
    ...{ id: publicationId ?? id, status: row?.status as PublicationView["status"], campaignId },
    createdAt: createdAt.toISOString(),
    createdBy: by ? { kind: by.actorKind, name: by.actorName } : null,
    ...{ posts: [post.view], refused: [] },
  };
}

async function readPosts(reader: Reader, ctx: Ctx, where: SQL) {
  const rows = await readPostRows(reader, ctx, {
    where: [where],
    orderBy: [asc(posts.dueAt), asc(posts.platform), asc(posts.id)],
    limit: MOST_POSTS,
  });
  const out = rows.filter(({ post }) => post.publishedAt !== null).map(({ post }) => post.id);
  const counts = await readCounts(reader, out);
  return rows.map((row) => ({
    publicationId: row.post.publicationId,
    campaignId: row.post.campaignId,
    createdAt: row.post.createdAt,
    view: toPublicationPost(row, counts.get(row.post.id) ?? null),
  }));
}

function toPublicationPost(row: PostViewRow, counts: Counts | null): PublicationPost {
  const { post } = row;
  const view = toPostView(row, null);
  const { accountId, accountHandle, platform, sandbox, status, held } = view;
  const { dueAt, publishedAt, title, text, permalink, visibility } = view;
  return {
    ...{ postId: post.id, accountId, accountHandle, platform, sandbox, status, held },
    ...{ dueAt, publishedAt, title, text, permalink, visibility, counts },
    externalId: post.externalId,
    attempts: post.attempt,
    problem: post.problem === null ? null : { code: post.problemCode, message: post.problem },
  };
}
