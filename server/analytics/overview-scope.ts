import { and, gte, isNull, lt, or, sql } from "drizzle-orm";
import type { PauseView } from "@/lib/contracts/schedules";
import { posts } from "@/server/db/schema/posts";

/** What the overview's parts have in common: the world in view and the workspace's day. */
export interface OverviewScope {
  workspaceId: string;
  sandbox: boolean;
  /** Null: nothing holds everything. */
  pause: PauseView | null;
  minGapMinutes: number;
  zone: string;
  now: Date;
  dayStart: Date;
  dayEnd: Date;
}

/** Statuses of a post that is still to go out. */
export const AHEAD = ["planned", "awaiting_approval", "queued"] as const;

/** Out where people see it: what a platform keeps as a draft is not. */
export const isLive = sql`${posts.publishedAt} is not null and ${posts.visibility} is distinct from 'draft'`;

/** A post belongs to the day that it went out on, and until then to the day that it is due. */
export const isOfToday = ({ dayStart, dayEnd }: OverviewScope) =>
  or(
    and(isLive, gte(posts.publishedAt, dayStart), lt(posts.publishedAt, dayEnd)),
    and(isNull(posts.publishedAt), gte(posts.dueAt, dayStart), lt(posts.dueAt, dayEnd)),
  );
