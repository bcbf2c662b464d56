import { and, eq, isNull, ne, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { OverridePost } from "@/lib/contracts/posts";
import { armLetter } from "@/lib/domain/arm-letter";
import { readFoundLink } from "@/lib/domain/found-link";
import { COMMANDS, type PostStatus } from "@/lib/domain/post-status";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { isApproved } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { conflict, invalidField, notFound } from "@/server/errors";
import { listCheckedVariants } from "@/server/schedules/find-publishable-variants";
import { readSettings } from "@/server/schedules/read-settings";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import type { PostRow } from "./claimed-post";

type Action = OverridePost["action"];
type Values = Partial<typeof posts.$inferInsert>;

export interface Change {
  /** Past tense, for the audit. */
  verb: string;
  /** As in "can't be …". */
  words: string;
  allowed: readonly PostStatus[];
  values: Values;
  from: object;
  to: object;
  name: string;
  /** A choice of the optimizer was taken from it, or its slot was. */
  overrides: boolean;
  givesBack: boolean;
}

const WAITING = COMMANDS.skip.from;
const NOT_OUT: readonly PostStatus[] = [...WAITING, "blocked", "failed"];

/** What an action does to the row, and what may be done when. */
export async function toChange(
  reader: Reader,
  ctx: Ctx,
  post: PostRow,
  action: Action,
): Promise<Change> {
  const base = { name: await nameOf(reader, ctx, post), overrides: true, givesBack: false };
  const from = { status: post.status };
  switch (action.kind) {
    case "pin":
      return { ...base, ...(await pin(reader, ctx, post, action.variantId)) };
    case "move":
      return { ...base, ...(await move(reader, ctx, post, action.dueAt)) };
    case "skip": {
      const values: Values = { status: COMMANDS.skip.to };
      return {
        ...base,
        verb: "skipped",
        words: "skipped",
        allowed: WAITING,
        values,
        from,
        to: values,
      };
    }
    case "cancel": {
      const values: Values = { status: COMMANDS.cancel.to };
      const allowed = COMMANDS.cancel.from;
      return { ...base, verb: "canceled", words: "canceled", allowed, values, from, to: values };
    }
    case "retry":
      return { ...base, ...(await retry(reader, ctx, post)), from, overrides: false };
    case "found":
      return { ...base, ...(await find(reader, ctx, post, action.link)), from, overrides: false };
  }
}

async function nameOf(reader: Reader, ctx: Ctx, post: PostRow): Promise<string> {
  const { timeZone } = await getWorkspace(ctx, reader);
  const at = DateTime.fromJSDate(post.slotAt, { zone: timeZone }).setLocale("en");
  const slot = `${at.toFormat("ccc d LLL HH:mm")}, ${timeZone}`;
  if (!post.campaignId) return slot;
  const [campaign] = await reader
    .select({ name: campaigns.name })
    .from(campaigns)
    .where(eq(campaigns.id, post.campaignId));
  return campaign ? `${campaign.name}, ${slot}` : slot;
}

async function pin(reader: Reader, ctx: Ctx, post: PostRow, variantId: string | null) {
  const from = { variant: await describeVariant(reader, post.pinnedVariantId) };
  // What was frozen for a try that surely failed gives way to the new choice.
  const values: Values = {
    pinnedVariantId: variantId,
    ...{ variantId: null, content: null, contentHash: null },
    problem: post.status === "queued" ? null : post.problem,
  };
  if (variantId !== null || post.ownContent) await assertPinnable(reader, ctx, post, variantId);
  const to = { variant: await describeVariant(reader, variantId) };
  const verb = variantId === null ? "unpinned" : "pinned";
  return {
    verb,
    words: "changed",
    allowed: NOT_OUT,
    values,
    from,
    to,
    givesBack: variantId === null,
  };
}

async function describeVariant(reader: Reader, id: string | null): Promise<string> {
  if (id === null) return "Bandwagon chooses";
  const [variant] = await reader
    .select({ ordinal: variants.ordinal, label: variants.label })
    .from(variants)
    .where(eq(variants.id, id));
  return variant ? `${armLetter(variant.ordinal)}, ${variant.label}` : "A deleted variant";
}

async function assertPinnable(
  reader: Reader,
  ctx: Ctx,
  post: PostRow,
  variantId: string | null,
): Promise<void> {
  if (!post.campaignId) {
    throw invalidField("action.variantId", "This post has no campaign, so it has no variants.");
  }
  if (post.ownContent) {
    throw invalidField("action.variantId", "This post says what it was given, and no variant.");
  }
  const [campaign] = await reader
    .select({ id: campaigns.id, brand: campaigns.brand })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, post.campaignId),
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
      ),
    );
  if (!campaign) throw notFound("campaign");
  const found = (await listCheckedVariants(reader, [campaign])).find(
    ({ variant }) => variant.id === variantId && variant.platform === post.platform,
  );
  if (!found) throw notFound("variant");
  const [issue] = found.issues;
  if (issue) {
    throw invalidField("action.variantId", `This variant can't be posted yet. ${issue.message}`);
  }
}

async function move(reader: Reader, ctx: Ctx, post: PostRow, dueAt: string) {
  const at = new Date(dueAt);
  if (at <= ctx.now()) {
    throw invalidField("action.dueAt", "That time has passed. Choose a later one.");
  }
  const lateAfterMs = await readLateAfterMs(reader, ctx, post);
  const deadlineAt = new Date(at.getTime() + lateAfterMs);
  const values: Values = { dueAt: at, nextAt: at, deadlineAt, problem: null, problemCode: null };
  const from = { dueAt: post.dueAt.toISOString() };
  return {
    verb: "moved",
    words: "moved",
    allowed: WAITING,
    values,
    from,
    to: { dueAt: at.toISOString() },
  };
}

/** As "now": for a person's retry, and for a slot that is posted before its time. */
export async function toDueNow(reader: Reader, ctx: Ctx, post: PostRow): Promise<Values> {
  const now = ctx.now();
  const deadlineAt = new Date(now.getTime() + (await readLateAfterMs(reader, ctx, post)));
  return { nextAt: now, deadlineAt, problem: null, problemCode: null };
}

/** As "now", of a post that was skipped: what its schedule and its text have become since counts. */
export async function toPostedAnyway(reader: Reader, ctx: Ctx, post: PostRow): Promise<Values> {
  return {
    ...(await toDueNow(reader, ctx, post)),
    status: COMMANDS.post_anyway.to,
    ...(await toStillValid(reader, ctx, post)),
  };
}

async function toStillValid(reader: Reader, ctx: Ctx, post: PostRow): Promise<Values> {
  return {
    ...((await isScheduleGone(reader, post)) ? { scheduleId: null } : {}),
    ...((await isContentStale(reader, ctx, post))
      ? { variantId: null, content: null, contentHash: null }
      : {}),
  };
}

async function retry(reader: Reader, ctx: Ctx, post: PostRow) {
  await assertOwnApproved(reader, ctx, post);
  const values: Values = {
    ...(await toDueNow(reader, ctx, post)),
    ...{ status: "queued", attempt: 0, checks: 0, receipt: null },
    ...(await toStillValid(reader, ctx, post)),
  };
  const allowed = COMMANDS.retry.from;
  return { verb: "retried", words: "retried", allowed, values, to: { status: "queued" } };
}

/** Content of its own waits for nobody once the post is queued: it has to be approved before. */
async function assertOwnApproved(reader: Reader, ctx: Ctx, post: PostRow): Promise<void> {
  if (!post.ownContent || post.approvedHash === post.contentHash) return;
  const { approvalRequired } = await readSettings(reader, ctx, post.campaignId);
  if (approvalRequired) throw conflict("This post is not approved. Approve it, then try again.");
}

/** It is there after all. Without an id of the platform's nothing can be counted for it. */
async function find(reader: Reader, ctx: Ctx, post: PostRow, link: string) {
  const found = readFoundLink(link);
  if (!found) throw invalidField("action.link", "Paste the post's full address, or its id.");
  const { permalink, externalId } = found;
  if (externalId !== null) await assertNotKnown(reader, post, externalId);
  const isCounted = catalog[post.platform as Platform].pull.scheduleHours.length > 0;
  const values: Values = {
    ...{ status: "published", permalink, externalId, visibility: "live" },
    ...{ publishedAt: post.firstAttemptAt ?? post.dueAt, problem: null, problemCode: null },
    metricsNextPullAt: externalId !== null && isCounted ? ctx.now() : null,
  };
  const allowed = COMMANDS.found.from;
  const to = { status: "published", permalink, externalId };
  return { verb: "found", words: "called published", allowed, values, to };
}

/** One post on the platform is never counted for two of ours. */
async function assertNotKnown(reader: Reader, post: PostRow, externalId: string): Promise<void> {
  const [other] = await reader
    .select({ id: posts.id })
    .from(posts)
    .where(
      and(
        eq(posts.accountId, post.accountId),
        eq(posts.externalId, externalId),
        ne(posts.id, post.id),
      ),
    )
    .limit(1);
  if (!other) return;
  throw invalidField("action.link", "That is another post that Bandwagon published. Look again.");
}

/** What was frozen is not posted again when its variant was deleted or that text is not approved now. */
async function isContentStale(reader: Reader, ctx: Ctx, post: PostRow): Promise<boolean> {
  if (!post.campaignId || post.content === null || post.ownContent) return false;
  const [variant] = post.variantId
    ? await reader
        .select({
          deletedAt: variants.deletedAt,
          rejectedHash: variants.rejectedHash,
          approved: sql<boolean>`(${isApproved} and ${variants.contentHash} = ${post.contentHash})`,
        })
        .from(variants)
        .where(eq(variants.id, post.variantId))
    : [];
  if (!variant || variant.deletedAt !== null) return true;
  if (variant.rejectedHash === post.contentHash) return true;
  const { approvalRequired } = await readSettings(reader, ctx, post.campaignId);
  return approvalRequired && !variant.approved;
}

/** A retried post outlives its schedule; otherwise the claim would refuse it as deleted. */
async function isScheduleGone(reader: Reader, post: PostRow): Promise<boolean> {
  if (!post.scheduleId) return false;
  const [schedule] = await reader
    .select({ deletedAt: schedules.deletedAt })
    .from(schedules)
    .where(eq(schedules.id, post.scheduleId));
  return !schedule || schedule.deletedAt !== null;
}

async function readLateAfterMs(reader: Reader, ctx: Ctx, post: PostRow): Promise<number> {
  const { lateAfterMinutes } = await readSettings(reader, ctx, post.campaignId);
  return lateAfterMinutes * 60_000;
}
