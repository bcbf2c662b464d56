import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { OverviewPost, OverviewView } from "@/lib/contracts/overview";
import { armLetter } from "@/lib/domain/arm-letter";
import { writtenHandle } from "@/lib/domain/written-handle";
import { catalog } from "@/lib/platforms/catalog";
import { isReported } from "@/lib/platforms/is-reported";
import { isTold } from "@/lib/platforms/is-told";
import { Platform } from "@/lib/platforms/platform";
import { AHEAD, isLive, type OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { postCounts } from "@/server/db/schema/rollups";
import { isHeld } from "@/server/posts/to-post-view";

const shown = 5;

function select(db: Reader) {
  return db
    .select({
      post: posts,
      handle: socialAccounts.handle,
      accountPaused: socialAccounts.paused,
      scopes: socialAccounts.scopes,
      campaignName: campaigns.name,
      campaignStatus: campaigns.status,
      schedulePaused: schedules.paused,
      optimizerOn: schedules.optimizerOn,
      ordinal: variants.ordinal,
      label: variants.label,
      decision: optimizerDecisions.kind,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .leftJoin(schedules, eq(schedules.id, posts.scheduleId))
    .leftJoin(
      variants,
      eq(variants.id, sql`coalesce(${posts.variantId}, ${posts.pinnedVariantId})`),
    )
    .leftJoin(optimizerDecisions, eq(optimizerDecisions.postId, posts.id));
}

type Row = Awaited<ReturnType<typeof select>>[number];

const inWorld = (scope: OverviewScope) =>
  and(eq(posts.workspaceId, scope.workspaceId), eq(socialAccounts.sandbox, scope.sandbox));

/** What goes out next, and how many are left until Sunday night. */
export async function listNextPosts(
  db: Reader,
  scope: OverviewScope,
): Promise<OverviewView["next"]> {
  const week = DateTime.fromJSDate(scope.now, { zone: scope.zone }).endOf("week").toJSDate();
  const ahead = and(
    inWorld(scope),
    inArray(posts.status, [...AHEAD]),
    gt(posts.deadlineAt, scope.now),
  );
  const rows = await select(db).where(ahead).orderBy(asc(posts.dueAt)).limit(shown);
  const [left] = await db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(and(ahead, lt(posts.dueAt, week)));
  return { items: rows.map((row) => toPost(row, scope, null)), leftThisWeek: left?.count ?? 0 };
}

/** The latest posts that are out, with what they have been counted up to. */
export async function listJustOut(db: Reader, scope: OverviewScope): Promise<OverviewPost[]> {
  const since = new Date(scope.now.getTime() - 7 * 86_400_000);
  const rows = await select(db)
    .where(
      and(inWorld(scope), eq(posts.status, "published"), isLive, gte(posts.publishedAt, since)),
    )
    .orderBy(desc(posts.publishedAt))
    .limit(shown);
  if (rows.length === 0) return [];
  const sums = await db
    .select()
    .from(postCounts)
    .where(
      and(
        eq(postCounts.workspaceId, scope.workspaceId),
        inArray(
          postCounts.postId,
          rows.map((row) => row.post.id),
        ),
      ),
    );
  const byPost = new Map(sums.map((sum) => [sum.postId, sum]));
  return rows.map((row) => toPost(row, scope, byPost.get(row.post.id) ?? null));
}

function toPost(row: Row, scope: OverviewScope, counted: Counted | null): OverviewPost {
  const { post } = row;
  const platform = Platform.parse(post.platform);
  const isOut = post.status === "published";
  const hasVariant = row.ordinal !== null && row.label !== null;
  const chose = row.decision !== null && !["override", "rotation"].includes(row.decision);
  const willChoose = !isOut && !hasVariant && post.campaignId !== null && row.optimizerOn !== false;
  return {
    id: post.id,
    platform,
    accountHandle: writtenHandle(platform, row.handle),
    campaignId: post.campaignId,
    campaignName: row.campaignName,
    status: post.status,
    held: !isOut && isHeld({ ...row, allPaused: scope.pause !== null }),
    dueAt: post.dueAt.toISOString(),
    publishedAt: post.publishedAt?.toISOString() ?? null,
    variant: hasVariant ? { letter: armLetter(row.ordinal ?? 0), label: row.label ?? "" } : null,
    byAuto: chose || willChoose,
    isRead: isRead(row, counted),
    views: countOf("views", row, counted),
    clicks: countOf("clicks", row, counted),
  };
}

type Counted = typeof postCounts.$inferSelect;

/** What a platform sends as it happens is known from the start. */
const isRead = ({ post }: Row, counted: Counted | null): boolean =>
  post.metricsPulledAt !== null ||
  (counted?.firstAt ?? null) !== null ||
  catalog[Platform.parse(post.platform)].pull.scheduleHours.length === 0;

/** Null: nobody can tell it, or nobody has told it yet. */
function countOf(name: "views" | "clicks", row: Row, counted: Counted | null): number | null {
  const { post, scopes } = row;
  const entry = catalog[Platform.parse(post.platform)];
  if (!isTold(entry, name, scopes)) return null;
  const [count, readAt] = [counted?.[name] ?? 0, counted?.[`${name}At`] ?? null];
  const linked = post.links !== null;
  if (entry.metrics[name] === "ingest" && !isReported(name, { count, readAt, linked })) return null;
  return isRead(row, counted) ? count : null;
}
