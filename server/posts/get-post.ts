import { and, asc, eq, inArray, isNotNull } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { AttemptView, PostDetail, PostView } from "@/lib/contracts/posts";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isReported } from "@/lib/platforms/is-reported";
import { isTold } from "@/lib/platforms/is-told";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { mediaAssets, variants } from "@/server/db/schema/campaigns";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { postCounts } from "@/server/db/schema/rollups";
import { users } from "@/server/db/schema/users";
import { isAppError, notFound } from "@/server/errors";
import { listHolds } from "@/server/pauses/list-holds";
import { getAdapter } from "@/server/platforms/registry";
import { findRemoval, findWaiting } from "./find-waiting";
import { isNotSent } from "./not-sent";
import { readPostRows } from "./read-post-rows";
import { toPostViews } from "./to-post-views";

/** One post with everything that was tried, why it was chosen, and what it has earned. */
export async function getPost(ctx: Ctx, id: string): Promise<PostDetail> {
  const view = await getPostView(ctx.db, ctx, id);
  const rows = await ctx.db
    .select()
    .from(postAttempts)
    .where(eq(postAttempts.postId, id))
    .orderBy(asc(postAttempts.startedAt), asc(postAttempts.id));
  return {
    ...view,
    attempts: rows.map(toAttemptView),
    decision: await findDecision(ctx.db, id),
    counts: view.publishedAt ? await readCounts(ctx.db, view) : null,
    ...(await readContent(ctx, view)),
    waiting: await findWaiting(ctx.db, ctx, view),
    heldBy: view.held ? await listHolds(ctx.db, ctx, id) : [],
    removal: toRemoval(view),
    removed: await findRemoval(ctx.db, ctx, view),
  };
}

function toRemoval({ status, platform }: PostView): PostDetail["removal"] {
  if (status !== "published") return null;
  return getAdapter(platform).remove ? "here" : "there";
}

/** For pages, whose address may hold anything. */
export async function findPost(ctx: Ctx, id: string): Promise<PostDetail | null> {
  if (!Id.safeParse(id).success) return null;
  return getPost(ctx, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
}

async function findDecision(reader: Reader, postId: string): Promise<PostDetail["decision"]> {
  const [row] = await reader
    .select({ decision: optimizerDecisions, person: users.name })
    .from(optimizerDecisions)
    .leftJoin(users, eq(users.id, optimizerDecisions.decidedBy))
    .where(eq(optimizerDecisions.postId, postId));
  if (!row) return null;
  const byPerson = row.decision.kind === "override";
  return {
    reason: row.decision.reason,
    who: byPerson ? (row.person ?? "A person") : toOwnWho(row.decision.kind),
    byPerson,
    at: row.decision.decidedAt.toISOString(),
  };
}

/** Where variants take turns nobody chose. */
const toOwnWho = (kind: string) => (kind === "rotation" ? "The schedule" : "Bandwagon");

/** What the platform can't tell, or what nobody has read yet, is unknown and not zero. */
async function readCounts(
  reader: Reader,
  { id, platform }: PostView,
): Promise<PostDetail["counts"]> {
  const [row] = await reader
    .select({
      counted: postCounts,
      isRead: isNotNull(posts.metricsPulledAt).mapWith(Boolean),
      linked: isNotNull(posts.links).mapWith(Boolean),
      scopes: socialAccounts.scopes,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(postCounts, eq(postCounts.postId, posts.id))
    .where(eq(posts.id, id));
  const entry = catalog[platform];
  const counted = row?.counted;
  const countOf = (name: MetricName) => {
    if (!isTold(entry, name, row?.scopes ?? [])) return null;
    const [count, readAt] = [counted?.[name] ?? 0, counted?.[`${name}At`] ?? null];
    const linked = row?.linked ?? false;
    if (entry.metrics[name] === "ingest" && !isReported(name, { count, readAt, linked }))
      return null;
    return counted?.firstAt ? count : row?.isRead ? 0 : null;
  };
  return Object.fromEntries(METRIC_NAMES.map((name) => [name, countOf(name)])) as Record<
    MetricName,
    number | null
  >;
}

/** What went out, or what the chosen variant has. */
async function readContent(
  ctx: Ctx,
  post: PostView,
): Promise<Pick<PostDetail, "ownContent" | "format" | "options" | "media">> {
  const { format, options, media } = variants;
  const [row] = await ctx.db
    .select({ post: posts, variant: { format, options, media } })
    .from(posts)
    .leftJoin(variants, eq(variants.id, post.variant?.id ?? posts.variantId))
    .where(eq(posts.id, post.id));
  const content = row?.post.content ?? row?.variant;
  return {
    ownContent: row ? toOwnContent(ctx, row.post) : null,
    format: content?.format ?? null,
    options: content?.options ?? {},
    media: await listMedia(ctx, content?.media ?? []),
  };
}

function toOwnContent(ctx: Ctx, post: typeof posts.$inferSelect): PostDetail["ownContent"] {
  const { ownContent, contentHash, approvedHash, status, attempt } = post;
  if (!ownContent || contentHash === null) return null;
  const approved = approvedHash === contentHash;
  const isAsked = status === "awaiting_approval" || (status === "failed" && attempt === 0);
  const canApprove = isAsked && !approved && ctx.actor.scopes.has("posts:approve");
  return { hash: contentHash, approved, canApprove };
}

async function listMedia(
  ctx: Ctx,
  list: readonly { mediaId: string; altText: string | null }[],
): Promise<PostDetail["media"]> {
  if (list.length === 0) return [];
  const ids = list.map(({ mediaId }) => mediaId);
  const files = await ctx.db
    .select()
    .from(mediaAssets)
    .where(and(eq(mediaAssets.workspaceId, ctx.workspaceId), inArray(mediaAssets.id, ids)));
  return list.map(({ mediaId, altText }) => {
    const file = files.find((each) => each.id === mediaId);
    const { kind, fileName } = file ?? {
      kind: "document" as const,
      fileName: "A file that is gone",
    };
    return { id: mediaId, kind, fileName, url: `/api/media/${mediaId}`, altText, gone: !file };
  });
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
  const sent = !isNotSent(response);
  return {
    ...{ attempt, kind, outcome, code, message, sent, response: sent ? (response ?? null) : null },
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
