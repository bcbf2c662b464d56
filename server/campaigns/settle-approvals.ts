import { and, eq, gte, inArray, type SQL, sql } from "drizzle-orm";
import { COMMANDS, type PostStatus } from "@/lib/domain/post-status";
import { isApproved, needsApproval } from "@/server/campaigns/approval-rule";
import type { Tx } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import type { NewEvent } from "@/server/events/emit";

type PostRow = typeof posts.$inferSelect;

/** Of a row of `posts`: it may not go out unapproved. */
const isAsked = sql`exists (
  select 1 from ${workspaces} left join ${campaigns} on ${campaigns.id} = ${posts.campaignId}
  where ${workspaces.id} = ${posts.workspaceId} and ${needsApproval})`;

/** Something that it may post is approved; what it was frozen with, where a try was made already. */
const isAllowed = sql`case when ${posts.ownContent}
  then coalesce(${posts.approvedHash} = ${posts.contentHash}, false)
  else exists (
  select 1 from ${variants}
  where ${variants.campaignId} = ${posts.campaignId} and ${variants.platform} = ${posts.platform}
    and ${variants.deletedAt} is null and ${isApproved}
    and (${posts.pinnedVariantId} is null or ${posts.pinnedVariantId} = ${variants.id})
    and (${posts.contentHash} is null
      or (${posts.variantId} = ${variants.id} and ${posts.contentHash} = ${variants.contentHash}))) end`;

const isFrozenRejected = sql`exists (
  select 1 from ${variants}
  where ${variants.id} = ${posts.variantId} and ${variants.rejectedHash} = ${posts.contentHash})`;

/** Nothing of what was tried can be on the platform, so that another content may take its place. */
export const isUntouched = sql<boolean>`(not ${posts.ownContent} and ${posts.receipt} is null and not exists (
  select 1 from ${postRecipients} where ${postRecipients.postId} = ${posts.id}))`;

/** Who holds a post's row at this moment is claiming it, and reads the approval itself. */
const lockedIds = (where: SQL | undefined) => sql`array(
  select ${posts.id} from ${posts} where ${where}
  order by ${posts.id} for no key update skip locked)`;

/**
 * Posts that wait for an approval and have it now, or that need none any more, may go out: late ones
 * too, within their deadline.
 */
export async function releasePosts(tx: Tx, which: SQL | undefined, now: Date): Promise<PostRow[]> {
  const ready = and(
    which,
    eq(posts.status, "awaiting_approval"),
    gte(posts.deadlineAt, now),
    sql`((not ${isAsked} and not ${isFrozenRejected}) or (${isAllowed}))`,
  );
  return tx
    .update(posts)
    .set({
      status: COMMANDS.approve.to,
      nextAt: sql`case when ${posts.attempt} = 0 then ${posts.dueAt} else ${posts.nextAt} end`,
      problem: null,
      problemCode: null,
      updatedAt: now,
    })
    .where(and(sql`${posts.id} = any(${lockedIds(ready)})`, eq(posts.status, "awaiting_approval")))
    .returning();
}

/**
 * Queued posts that lost their approval wait for another one. What was frozen for a try that surely
 * failed is let go, so that they may post what is approved next.
 */
export async function holdPosts(tx: Tx, which: SQL | undefined, now: Date): Promise<PostRow[]> {
  const unapproved = and(which, eq(posts.status, "queued"), sql`${isAsked} and not (${isAllowed})`);
  return tx
    .update(posts)
    .set({
      status: COMMANDS.ask_approval.to,
      ...thawed,
      problemCode: "approval_missing",
      problem: sql`case when ${posts.ownContent} or ${posts.content} is null or ${isUntouched}
        then ${NOT_APPROVED} else ${TRIED_BEFORE} end`,
      updatedAt: now,
    })
    .where(and(sql`${posts.id} = any(${lockedIds(unapproved)})`, eq(posts.status, "queued")))
    .returning();
}

const NOT_APPROVED = "What it would post is not approved. It goes out once a reviewer approves it.";
const TRIED_BEFORE =
  "It was tried with a text that is not approved any more. Approve that text again, or cancel the post.";

const thawed = {
  variantId: sql`case when ${isUntouched} then null else ${posts.variantId} end`,
  content: sql`case when ${isUntouched} then null else ${posts.content} end`,
  contentHash: sql`case when ${isUntouched} then null else ${posts.contentHash} end`,
};

/** What was frozen for a try that surely failed is let go: its variant has been edited since. */
export async function thawPosts(tx: Tx, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(posts)
    .set({ variantId: null, content: null, contentHash: null, updatedAt: now })
    .where(and(inArray(posts.id, [...ids]), eq(posts.status, "queued"), isUntouched));
}

/** Content that was rejected after a try is let go, or waits where it can't be: it is never sent again. */
export async function dropRejected(tx: Tx, which: SQL, now: Date): Promise<PostRow[]> {
  return tx
    .update(posts)
    .set({
      status: sql`case when ${isUntouched} then ${posts.status} else ${COMMANDS.ask_approval.to} end`,
      ...thawed,
      problemCode: "rejected",
      problem: "A reviewer rejected what it would have posted.",
      updatedAt: now,
    })
    .where(and(which, eq(posts.status, "queued"), isFrozenRejected))
    .returning();
}

interface Scope {
  workspaceId: string;
  /** Left out: every campaign. */
  campaignId?: string;
  platform?: string;
}

/**
 * Posts follow what was just approved, taken back, edited or asked: in its transaction, so that nobody
 * sees the one without the other. Returns the facts to emit at its end.
 */
export async function settleApprovals(tx: Tx, scope: Scope, now: Date): Promise<NewEvent[]> {
  const which = and(
    eq(posts.workspaceId, scope.workspaceId),
    scope.campaignId ? eq(posts.campaignId, scope.campaignId) : undefined,
    scope.platform ? eq(posts.platform, scope.platform) : undefined,
  );
  const held = await holdPosts(tx, which, now);
  // After holding: a post that let go of its old content may be free for an approved one at once.
  const released = await releasePosts(tx, which, now);
  const ids = new Set(released.map((post) => post.id));
  return [
    ...held.filter((post) => !ids.has(post.id)).map((post) => toMoved(post, post.status)),
    ...released.map((post) => toMoved(post, post.status)),
  ];
}

function toMoved(post: PostRow, status: PostStatus): NewEvent {
  const { id: postId, campaignId, accountId, scheduleId } = post;
  return { name: "post.changed", data: { postId, campaignId, accountId, scheduleId, status } };
}
