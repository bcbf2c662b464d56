import { and, eq } from "drizzle-orm";
import type { PostView } from "@/lib/contracts/posts";
import { toPlainSentence } from "@/lib/domain/plain-sentence";
import { statusLabel } from "@/lib/domain/post-status";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import {
  type OpenedSession,
  openAccountSession,
  refreshAfter401,
} from "@/server/accounts/open-session";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { AppError, conflict, notFound } from "@/server/errors";
import { guardAdapter } from "@/server/limits/watch-platform";
import type { PlatformAdapter, RemoveOutcome } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";
import type { PostRow } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";

/** Takes a published post off its platform. It stays here as deleted, with the results it had. */
export async function removePost(ctx: Ctx, id: string): Promise<PostView> {
  const post = await findPublished(ctx, id);
  const platform = Platform.parse(post.platform);
  const { label } = catalog[platform];
  const adapter = guardAdapter(getAdapter(platform));
  if (!adapter.remove || !post.externalId) {
    const why = adapter.remove ? "Its id there is not known" : `${label} lets no app remove it`;
    throw new AppError("invalid", `${why}. Remove it on ${label} by hand.`);
  }
  const outcome = await removeThere(ctx, adapter, post.accountId, post.externalId);
  if (outcome.kind !== "removed" && outcome.kind !== "already_gone") throw toError(label, outcome);
  return keepRemoved(ctx, post, outcome.kind);
}

async function findPublished(ctx: Ctx, id: string): Promise<PostRow> {
  const [post] = await ctx.db
    .select()
    .from(posts)
    .where(and(eq(posts.id, id), eq(posts.workspaceId, ctx.workspaceId)));
  if (!post) throw notFound("post");
  if (post.status === "published") return post;
  const label = statusLabel(post.status).toLowerCase();
  throw conflict(`This post is ${label}: only one that is out can be removed from its platform.`);
}

/** A refused access is renewed once, as for every other call. */
async function removeThere(
  ctx: Ctx,
  adapter: PlatformAdapter,
  accountId: string,
  externalId: string,
): Promise<RemoveOutcome> {
  const ask = async (opened: OpenedSession): Promise<RemoveOutcome> => {
    if (opened.ok && adapter.remove) return adapter.remove(opened.session, externalId);
    const message = "The account could not be opened. Connect it again.";
    return { kind: "reconnect", code: "account_needs_action", message };
  };
  const opened = await openAccountSession(ctx.runtime, accountId);
  const outcome = await ask(opened);
  if (outcome.kind !== "reconnect" || !opened.ok || opened.session.accessToken === "") {
    return outcome;
  }
  return ask(await refreshAfter401(ctx.runtime, accountId, opened.session.accessToken));
}

function toError(
  label: string,
  outcome: Exclude<RemoveOutcome, { kind: "removed" | "already_gone" }>,
): AppError {
  const reason = toPlainSentence(outcome.message.replace(/^.{1,20} refused the post: /, ""));
  if (outcome.kind !== "retry_later")
    return new AppError("invalid", `${label} has not removed the post: ${reason}`);
  const { retryAfterMs } = outcome;
  if (retryAfterMs === null)
    return new AppError("upstream", `${reason} Try again in a few minutes.`);
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return new AppError(
    "upstream",
    `${reason} Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
    { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) },
  );
}

async function keepRemoved(
  ctx: Ctx,
  post: PostRow,
  found: "removed" | "already_gone",
): Promise<PostView> {
  return ctx.db.transaction(async (tx) => {
    const [after] = await tx
      .update(posts)
      .set({ status: "deleted", metricsNextPullAt: null, updatedAt: ctx.now() })
      .where(and(eq(posts.id, post.id), eq(posts.status, "published")))
      .returning();
    // Somebody else was quicker: it is gone either way.
    if (!after) return getPostView(tx, ctx, post.id);
    await recordAudit(tx, ctx, {
      action: "post.removed",
      subjectType: "post",
      subjectId: post.id,
      subjectName: post.content?.title ?? post.content?.text.slice(0, 80) ?? null,
      before: { status: "published", permalink: post.permalink },
      after: { status: "deleted", found },
    });
    const view = await getPostView(tx, ctx, post.id);
    await emitFacts(tx, [toPostFact("post.changed", after, { status: "deleted" })]);
    return view;
  });
}
