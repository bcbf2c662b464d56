import { and, eq, gte, inArray, lte, sql } from "drizzle-orm";
import type { PostView } from "@/lib/contracts/posts";
import { findConflicts } from "@/lib/domain/conflicts";
import { findOverCap } from "@/lib/domain/daily-cap";
import type { PostStatus } from "@/lib/domain/post-status";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";

/** What takes a place on the account's timeline. */
export const PLACED: readonly PostStatus[] = [
  "planned",
  "awaiting_approval",
  "queued",
  "publishing",
  "published",
  "pending",
  "blocked",
  "unknown",
];

interface Place {
  id: string;
  accountId: string;
  at: Date;
}

type Neighbour = Place & { format: string | null };

type PostConflict = NonNullable<PostView["conflict"]>;
type TooClose = Extract<PostConflict, { kind: "too_close" }>;

const DAY_MINUTES = 24 * 60;

/** For each place, the nearest other post of its account that is too close, or the cap it is beyond. */
export async function findPostConflicts(
  reader: Reader,
  ctx: Ctx,
  places: readonly Place[],
): Promise<Map<string, PostConflict>> {
  if (places.length === 0) return new Map();
  const [workspace] = await reader
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  const gap = workspace?.settings.minGapMinutes ?? 0;
  const accountIds = [...new Set(places.map((place) => place.accountId))];
  const caps = await listCaps(reader, ctx, accountIds);
  const reach = caps.size > 0 ? Math.max(gap, DAY_MINUTES) : gap;
  const times = places.map((place) => place.at.getTime());
  const countsFormats = [...caps.values()].some(({ formats }) => formats.length > 0);
  const format = countsFormats ? knownFormat : sql<null>`null`;
  const neighbours: Neighbour[] = await reader
    .select({ id: posts.id, accountId: posts.accountId, at: posts.dueAt, format })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        inArray(posts.accountId, accountIds),
        inArray(posts.status, [...PLACED]),
        gte(posts.dueAt, new Date(Math.min(...times) - reach * 60_000)),
        lte(posts.dueAt, new Date(Math.max(...times) + gap * 60_000)),
      ),
    );
  const all = [...new Map([...neighbours, ...places].map((place) => [place.id, place])).values()];
  const found = new Map<string, PostConflict>();
  for (const { id, cap } of findOverCap(all, (accountId) => caps.get(accountId)?.posts)) {
    found.set(id, { kind: "daily_cap", cap });
  }
  for (const over of findOverFormatCap(neighbours, caps)) found.set(over.id, over.conflict);
  for (const { a, b, gapMinutes } of findConflicts(all, gap)) {
    keepNearest(found, a, { kind: "too_close", postId: b, gapMinutes });
    keepNearest(found, b, { kind: "too_close", postId: a, gapMinutes });
  }
  const asked = new Set(places.map((place) => place.id));
  return new Map([...found].filter(([id]) => asked.has(id)));
}

/** As it is frozen, else as it is pinned, else as all variants of its campaign have it. */
const knownFormat = sql<string | null>`coalesce(
  posts.content->>'format',
  (select v.format from variants v where v.id = posts.pinned_variant_id),
  (select min(v.format) from variants v where v.campaign_id = posts.campaign_id
    and v.platform = posts.platform and v.deleted_at is null
    having count(distinct coalesce(v.format, '')) = 1))`;

/** Beyond what the platform takes of one format in a day, as far as formats are known before. */
function findOverFormatCap(
  neighbours: readonly Neighbour[],
  caps: ReadonlyMap<string, Caps>,
): { id: string; conflict: PostConflict }[] {
  const kinds = [...caps].flatMap(([accountId, { formats }]) =>
    formats.map((format) => ({ accountId, ...format })),
  );
  return kinds.flatMap(({ accountId, key, label, cap }) => {
    const same = neighbours.filter((each) => each.accountId === accountId && each.format === key);
    return findOverCap(same, () => cap).map(({ id }) => ({
      id,
      conflict: { kind: "daily_cap" as const, cap, format: label },
    }));
  });
}

interface Caps {
  posts: number | undefined;
  formats: { key: string; label: string; cap: number }[];
}

/** Of the accounts whose platform has a daily cap, for all posts or one kind: how many it allows. */
async function listCaps(
  reader: Reader,
  ctx: Ctx,
  accountIds: string[],
): Promise<Map<string, Caps>> {
  const rows = await reader
    .select({ id: socialAccounts.id, platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(
      and(eq(socialAccounts.workspaceId, ctx.workspaceId), inArray(socialAccounts.id, accountIds)),
    );
  return new Map(
    rows.flatMap(({ id, platform }) => {
      const entry = catalog[Platform.parse(platform)];
      const formats = entry.formats.flatMap(({ key, label, dailyPosts }) =>
        dailyPosts === undefined ? [] : [{ key, label, cap: dailyPosts }],
      );
      const caps: Caps = { posts: entry.dailyPosts, formats };
      return caps.posts === undefined && formats.length === 0 ? [] : [[id, caps] as const];
    }),
  );
}

/** Of two that are too close the nearest is named; what can be mended by moving comes before a cap. */
function keepNearest(found: Map<string, PostConflict>, id: string, conflict: TooClose): void {
  const known = found.get(id);
  if (known?.kind !== "too_close" || conflict.gapMinutes < known.gapMinutes) {
    found.set(id, conflict);
  }
}
