import { and, eq, gte, inArray, lte } from "drizzle-orm";
import type { PostView } from "@/lib/contracts/posts";
import { findConflicts } from "@/lib/domain/conflicts";
import type { PostStatus } from "@/lib/domain/post-status";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
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

/** For each place, the nearest other post of its account that is too close. */
export async function findPostConflicts(
  reader: Reader,
  ctx: Ctx,
  places: readonly Place[],
): Promise<Map<string, NonNullable<PostView["conflict"]>>> {
  if (places.length === 0) return new Map();
  const [workspace] = await reader
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  const gap = workspace?.settings.minGapMinutes ?? 0;
  const times = places.map((place) => place.at.getTime());
  const neighbours = await reader
    .select({ id: posts.id, accountId: posts.accountId, at: posts.dueAt })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        inArray(posts.accountId, [...new Set(places.map((place) => place.accountId))]),
        inArray(posts.status, [...PLACED]),
        gte(posts.dueAt, new Date(Math.min(...times) - gap * 60_000)),
        lte(posts.dueAt, new Date(Math.max(...times) + gap * 60_000)),
      ),
    );
  const all = new Map([...neighbours, ...places].map((place) => [place.id, place]));
  const nearest = new Map<string, NonNullable<PostView["conflict"]>>();
  for (const { a, b, gapMinutes } of findConflicts([...all.values()], gap)) {
    keepNearest(nearest, a, { postId: b, gapMinutes });
    keepNearest(nearest, b, { postId: a, gapMinutes });
  }
  return nearest;
}

function keepNearest(
  nearest: Map<string, NonNullable<PostView["conflict"]>>,
  id: string,
  conflict: NonNullable<PostView["conflict"]>,
): void {
  const known = nearest.get(id);
  if (!known || conflict.gapMinutes < known.gapMinutes) nearest.set(id, conflict);
}
