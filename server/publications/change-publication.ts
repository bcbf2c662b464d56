import { and, eq } from "drizzle-orm";
import type { ChangePublication, PublicationChanged, PublishResult } from "@/lib/contracts/publish";
import { canMove, type PostStatus, statusLabel } from "@/lib/domain/post-status";
import { readPublishTime } from "@/lib/domain/publish-time";
import type { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { publications } from "@/server/db/schema/publications";
import { AppError, conflict, invalidField } from "@/server/errors";
import { awaitClaims } from "@/server/pauses/await-claims";
import { emitFacts, toPostFact } from "@/server/posts/emit-facts";
import { activate } from "@/server/schedules/create-schedule";
import type { Layer } from "./judge-content";
import { type Judged, judgeTarget } from "./judge-target";
import { lockPosts } from "./lock-posts";
import { assertMayApprove, limitPublishing } from "./publish";
import { type Ground, readGround } from "./read-ground";
import { getPublicationView } from "./read-publications";
import { toResult } from "./to-result";

type Post = typeof posts.$inferSelect;
interface Changing {
  input: ChangePublication;
  ground: Ground;
  dueAt: Date | null;
  now: Date;
}

const UNTAKEN: readonly PostStatus[] = ["draft", "planned", "awaiting_approval", "queued"];

/** Gives a draft its time, moves or edits what no publisher has taken yet, account by account. */
export async function changePublication(
  ctx: Ctx,
  id: string,
  input: ChangePublication,
): Promise<PublicationChanged> {
  limitPublishing(ctx);
  assertMayApprove(ctx, input);
  const now = ctx.now();
  const dueAt = readDueAt(input, now);
  return ctx.db.transaction(async (tx) => {
    await awaitClaims(tx);
    const { publication, posts: found } = await lockPosts(tx, ctx, id);
    assertChangeable(found, input);
    const ground = await readGround(tx, ctx, toWanted(found, input));
    const changing: Changing = { input, ground, dueAt, now };
    const goesOut = input.status === "published" || input.status === "scheduled";
    const { campaign } = ground;
    const activated =
      goesOut && campaign?.status === "draft" ? await activate(tx, ctx, campaign) : [];
    const changed: Post[] = [];
    const results: PublishResult[] = [];
    for (const post of found) {
      const { after, result } = await changePost(tx, changing, post);
      if (after) changed.push(after);
      results.push(result);
    }
    if (changed.length === 0) throw refuseAll(results);
    if (publication && input.status) {
      await tx.update(publications).set({ asked: input.status }).where(eq(publications.id, id));
    }
    await recordAudit(tx, ctx, {
      action: "publication.changed",
      subjectType: publication ? "publication" : "post",
      subjectId: id,
      after: { ...toAudited(input), dueAt: dueAt?.toISOString(), posts: changed.length },
    });
    const view = await getPublicationView(tx, ctx, id);
    await emitFacts(tx, [
      ...activated.map((event) => ({ workspaceId: ctx.workspaceId, event })),
      ...changed.map((post) => toPostFact("post.changed", post, { status: post.status })),
    ]);
    return { ...view, results };
  });
}

function readDueAt({ status, scheduledAt, timeZone }: ChangePublication, now: Date): Date | null {
  if (status === "published") return now;
  if (scheduledAt === undefined) return null;
  const time = readPublishTime(scheduledAt, timeZone, now);
  if (!time.ok) throw invalidField(time.field, time.message);
  return time.at;
}

function assertChangeable(found: readonly Post[], { targets }: ChangePublication): void {
  if (found.some(({ publicationId }) => publicationId === null)) {
    throw conflict("This post belongs to a schedule or campaign. Change it at /api/posts/:id.");
  }
  const known = new Set(found.map(({ accountId }) => accountId));
  const strange = targets?.findIndex(({ accountId }) => !known.has(accountId.toLowerCase())) ?? -1;
  if (strange >= 0) {
    const message = "Nothing was taken for this account. Publish to it anew.";
    throw invalidField(`targets.${strange}.accountId`, message);
  }
}

function toWanted(found: readonly Post[], { content, targets }: ChangePublication) {
  const given = [content, ...(targets ?? []).map((target) => target.content)];
  const media = [...found.map((post) => post.content), ...given].flatMap(
    (each) => each?.media ?? [],
  );
  return {
    campaignId: found[0]?.campaignId ?? null,
    accountIds: found.map(({ accountId }) => accountId),
    mediaIds: media.map(({ mediaId }) => mediaId),
  };
}

async function changePost(
  tx: Tx,
  changing: Changing,
  post: Post,
): Promise<{ after: Post | null; result: PublishResult }> {
  if (!UNTAKEN.includes(post.status)) return { after: null, result: tooLate(post, post.status) };
  const judged = judgePost(changing, post);
  if (!judged.ok) return { after: null, result: toResult(judged, undefined) };
  const [after] = await tx
    .update(posts)
    .set(toValues(changing, post, judged))
    .where(and(eq(posts.id, post.id), eq(posts.status, post.status), eq(posts.fence, post.fence)))
    .returning();
  // A publisher was quicker.
  if (!after) return { after: null, result: tooLate(post, "publishing") };
  return { after, result: toResult(judged, after) };
}

function findTarget(targets: ChangePublication["targets"], accountId: string) {
  const at = targets?.findIndex((each) => each.accountId.toLowerCase() === accountId) ?? -1;
  return { at, content: targets?.[at]?.content };
}

function judgePost({ input, ground }: Changing, post: Post): Judged {
  const { accountId } = post;
  const { at, content: own } = findTarget(input.targets, accountId);
  const layers: Layer[] = [
    ...(post.ownContent && post.content
      ? [{ path: "content", content: post.content, kept: true }]
      : []),
    ...(input.content ? [{ path: "content", content: input.content }] : []),
    ...(own ? [{ path: `targets.${at}.content`, content: own }] : []),
  ];
  return judgeTarget(ground, {
    ...{ accountId, path: at >= 0 ? `targets.${at}.accountId` : "accountId", layers },
    variantId: post.pinnedVariantId,
    isDraft: (input.status ?? (post.status === "draft" ? "draft" : null)) === "draft",
    isNow: input.status === "published",
  });
}

/** What was only moved or approved is not written anew. */
const isEdited = ({ content, targets }: ChangePublication, { accountId }: Post): boolean =>
  content !== undefined || findTarget(targets, accountId).content !== undefined;

function toValues(
  { input, ground, dueAt, now }: Changing,
  post: Post,
  judged: Extract<Judged, { ok: true }>,
): Partial<typeof posts.$inferInsert> {
  const edited = isEdited(input, post) && judged.content !== null ? judged : null;
  const kept = post.ownContent ? post.contentHash : null;
  const contentHash = edited ? edited.contentHash : kept;
  const approvedHash = input.approve && contentHash ? contentHash : post.approvedHash;
  const due = dueAt ?? post.dueAt;
  const time = dueAt
    ? {
        ...{ dueAt: due, nextAt: due, problem: null, problemCode: null },
        deadlineAt: new Date(due.getTime() + ground.settings.lateAfterMinutes * 60_000),
      }
    : {};
  const own = edited
    ? {
        ...{ content: edited.content, contentHash, ownContent: true },
        ...{ variantId: null, pinnedVariantId: null },
      }
    : {};
  const isApproved = contentHash !== null && approvedHash === contentHash;
  return {
    ...{ ...time, ...own, approvedHash, updatedAt: now },
    status: nextStatus(post, input, { isApproved, isOwn: contentHash !== null, ground }),
  };
}

function nextStatus(
  post: Post,
  { status }: ChangePublication,
  { isApproved, isOwn, ground }: { isApproved: boolean; isOwn: boolean; ground: Ground },
): PostStatus {
  if (status === "draft" || (status === undefined && post.status === "draft")) return "draft";
  if (!ground.settings.approvalRequired || isApproved) return "queued";
  // A slot of a campaign that was released stays so: its variants are looked at when it is filled.
  return !isOwn && post.status === "queued" ? "queued" : "awaiting_approval";
}

function tooLate(post: Post, status: PostStatus): PublishResult {
  const { accountId, id: postId, platform } = post;
  const hint = canMove(status, "queued") ? " Look at it on its page." : "";
  const message = `This post is ${statusLabel(status).toLowerCase()} now, so it can't be changed.${hint}`;
  return {
    ...{ accountId, platform: platform as Platform, ok: false, postId, status, warnings: [] },
    problem: { code: "conflict", message, errors: [] },
  };
}

function refuseAll(results: PublishResult[]): AppError {
  const problems = results.flatMap(({ problem }) => problem ?? []);
  const isInWay = problems.every(({ code }) => code === "conflict" || code === "paused");
  const message = problems[0]?.message ?? "There is nothing to change.";
  return new AppError(isInWay ? "conflict" : "invalid", message, {
    fields: problems.flatMap(({ errors }) => errors),
    members: { results },
  });
}

const toAudited = ({ status, content, targets, approve }: ChangePublication) => ({
  ...(status ? { status } : {}),
  ...(content || targets ? { content: "edited" } : {}),
  ...(approve ? { approved: true } : {}),
});
