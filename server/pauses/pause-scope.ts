import { and, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { PauseLevel } from "@/lib/contracts/pauses";
import { COMMANDS } from "@/lib/domain/post-status";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";

export interface PauseTarget {
  level: PauseLevel;
  /** The workspace's own for the workspace. */
  id: string;
}

/** Of something that is paused now. Null: paused before that was noted. */
export interface PauseMark {
  pausedAt: Date | null;
  pausedBy: string | null;
}

/** Whoever pauses at the last second means the post of that second too. */
const BEFORE_MS = 60_000;
const BEFORE = sql`interval '1 minute'`;

/** Posts of the target, in whatever state. */
export function isOf(ctx: Ctx, { level, id }: PauseTarget): SQL | undefined {
  const own = eq(posts.workspaceId, ctx.workspaceId);
  switch (level) {
    case "workspace":
      return own;
    case "account":
      return and(own, eq(posts.accountId, id));
    case "campaign":
      return and(own, eq(posts.campaignId, id));
    case "schedule":
      return and(own, eq(posts.scheduleId, id));
  }
}

/** Not yet claimed, and its time came while the target was paused. */
export function cameDueIn(ctx: Ctx, target: PauseTarget, { pausedAt }: PauseMark): SQL | undefined {
  return and(
    isOf(ctx, target),
    inArray(posts.status, [...COMMANDS.skip.from]),
    lte(posts.dueAt, ctx.now()),
    pausedAt === null ? undefined : gt(posts.dueAt, new Date(pausedAt.getTime() - BEFORE_MS)),
  );
}

const began = (at: SQL): SQL =>
  sql`${posts.dueAt} > coalesce(${at} - ${BEFORE}, '-infinity'::timestamptz)`;

const HOLDS: Record<PauseLevel, SQL> = {
  workspace: sql`exists (select 1 from workspaces w where w.id = ${posts.workspaceId}
    and w.all_paused and ${began(sql`w.paused_at`)})`,
  account: sql`exists (select 1 from social_accounts a where a.id = ${posts.accountId}
    and a.paused and ${began(sql`a.paused_at`)})`,
  campaign: sql`exists (select 1 from campaigns c where c.id = ${posts.campaignId}
    and c.status <> 'active' and ${began(sql`c.paused_at`)})`,
  schedule: sql`exists (select 1 from schedules s where s.id = ${posts.scheduleId}
    and s.paused and ${began(sql`s.paused_at`)})`,
};

/** Its time came in another pause that goes on: that pause's end decides about it. */
export function isLeftToAnother(level: PauseLevel): SQL {
  const others = (Object.keys(HOLDS) as PauseLevel[]).filter((each) => each !== level);
  return sql`(${sql.join(
    others.map((each) => HOLDS[each]),
    sql` or `,
  )})`;
}
