import { asc, eq, gte, isNull, lte, notInArray } from "drizzle-orm";
import type { CalendarQuery, PostView } from "@/lib/contracts/posts";
import { writtenHandle } from "@/lib/domain/written-handle";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { invalidField } from "@/server/errors";
import { type ProjectedSlot, projectSlots } from "@/server/schedules/project-slots";
import { findPostConflicts, PLACED } from "./find-post-conflicts";
import { readPostRows } from "./read-post-rows";
import { isHeld, toPostView } from "./to-post-view";

const MAX_RANGE_MS = 100 * 86_400_000;
const MAX_POSTS = 5000;

/** Everything between two instants: posts as rows, and what the cadences will bring after them. */
export async function listCalendar(ctx: Ctx, input: CalendarQuery): Promise<PostView[]> {
  const from = new Date(input.from);
  const to = new Date(input.to);
  if (to < from) throw invalidField("to", "The range ends before it begins.");
  if (to.getTime() - from.getTime() > MAX_RANGE_MS) {
    throw invalidField("to", "Ask for at most 100 days at a time.");
  }
  const rows = await readPostRows(ctx.db, ctx, {
    where: [
      gte(posts.dueAt, from),
      lte(posts.dueAt, to),
      notInArray(posts.status, ["canceled", "draft"]),
    ],
    orderBy: [asc(posts.dueAt), asc(posts.id)],
    limit: MAX_POSTS,
  });
  const slots = await withoutRows(ctx, await projectSlots(ctx.db, ctx, { from, to }));
  const [workspace] = await ctx.db
    .select({ allPaused: workspaces.allPaused })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  const places = [
    ...rows
      .filter(({ post }) => PLACED.includes(post.status))
      .map(({ post }) => ({ id: post.id, accountId: post.accountId, at: post.dueAt })),
    ...slots.map(({ id, at, account }) => ({ id, at, accountId: account.id })),
  ];
  const conflicts = await findPostConflicts(ctx.db, ctx, places);
  const allPaused = workspace?.allPaused ?? false;
  const views = [
    ...rows.map((row) => toPostView(row, conflicts.get(row.post.id) ?? null)),
    ...slots.map((slot) => toProjectedView(slot, allPaused, conflicts.get(slot.id) ?? null)),
  ];
  return views.sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

/** A slot that somebody overrode has a row already, wherever it was moved to. */
async function withoutRows(ctx: Ctx, slots: ProjectedSlot[]): Promise<ProjectedSlot[]> {
  const times = slots.map((slot) => slot.slotAt.getTime());
  if (times.length === 0) return [];
  const rows = await readPostRows(ctx.db, ctx, {
    where: [
      gte(posts.slotAt, new Date(Math.min(...times))),
      lte(posts.slotAt, new Date(Math.max(...times))),
      isNull(posts.publicationId),
    ],
    orderBy: [asc(posts.id)],
    limit: MAX_POSTS,
  });
  const key = (campaignId: string | null, accountId: string, at: Date) =>
    `${campaignId}:${accountId}:${at.getTime()}`;
  const taken = new Set(rows.map(({ post }) => key(post.campaignId, post.accountId, post.slotAt)));
  return slots.filter((slot) => !taken.has(key(slot.campaign.id, slot.account.id, slot.slotAt)));
}

function toProjectedView(
  { id, slotAt, at, timing, schedule, campaign, account }: ProjectedSlot,
  allPaused: boolean,
  conflict: PostView["conflict"],
): PostView {
  return {
    id,
    campaignId: campaign.id,
    campaignName: campaign.name,
    scheduleId: schedule.id,
    accountId: account.id,
    accountHandle: writtenHandle(account.platform as Platform, account.handle),
    accountStatus: account.status,
    platform: account.platform as Platform,
    sandbox: account.sandbox,
    status: "planned",
    held: isHeld({
      campaignStatus: campaign.status,
      accountPaused: account.paused,
      schedulePaused: schedule.paused,
      allPaused,
    }),
    slotAt: slotAt.toISOString(),
    dueAt: at.toISOString(),
    timing,
    publishedAt: null,
    variant: null,
    pinned: false,
    optimizerOn: schedule.optimizerOn,
    text: null,
    title: null,
    permalink: null,
    visibility: null,
    attempt: 0,
    problemCode: null,
    problem: null,
    overriddenBy: null,
    overriddenAt: null,
    overrideNote: null,
    conflict,
    projected: true,
  };
}
