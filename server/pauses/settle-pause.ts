import { and, asc, eq, inArray, not, sql } from "drizzle-orm";
import type { CameDue } from "@/lib/contracts/pauses";
import { pausedAtItsTime } from "@/lib/domain/pause-words";
import { COMMANDS } from "@/lib/domain/post-status";
import { type AuditEntry, recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { toUuids } from "@/server/db/uuid";
import type { NewEvent } from "@/server/events/emit";
import { cameDueIn, isLeftToAnother, type PauseMark, type PauseTarget } from "./pause-scope";

/** Above it, one event an account tells of all its posts. */
const MOST_EVENTS = 200;

type Settled = Pick<
  typeof posts.$inferSelect,
  "id" | "campaignId" | "accountId" | "scheduleId" | "status" | "dueAt"
>;

const settled = {
  ...{ id: posts.id, campaignId: posts.campaignId, accountId: posts.accountId },
  ...{ scheduleId: posts.scheduleId, status: posts.status, dueAt: posts.dueAt },
};

/**
 * A pause ends: what came due in it does not go out, or goes out from now on with a gap where the
 * person says so. Posts that another pause holds since before their time are left to that one.
 * Returns what to emit, last in the same transaction.
 */
export async function settlePause(
  tx: Tx,
  ctx: Ctx,
  target: PauseTarget,
  mark: PauseMark,
  cameDue: CameDue = "skip",
): Promise<NewEvent[]> {
  // In one order, whoever else works through many posts.
  const rows = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(cameDueIn(ctx, target, mark), not(isLeftToAnother(target.level))))
    .orderBy(asc(posts.id))
    .for("no key update");
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const done =
    cameDue === "post"
      ? await spread(tx, ctx, ids)
      : await skip(tx, ctx, ids, { target, by: mark.pausedBy });
  return toEvents(done);
}

async function skip(
  tx: Tx,
  ctx: Ctx,
  ids: string[],
  { target, by }: { target: PauseTarget; by: string | null },
): Promise<Settled[]> {
  const problemCode = target.level === "workspace" ? "all_paused" : "paused";
  const problem = pausedAtItsTime(target.level, by);
  const done = await tx
    .update(posts)
    .set({ status: COMMANDS.skip.to, problemCode, problem, updatedAt: ctx.now() })
    .where(isStillWaiting(ids))
    .returning(settled);
  const after = { status: COMMANDS.skip.to, code: problemCode, message: problem };
  await audit(tx, ctx, done, () => ({ action: "post.skipped", after }));
  return done;
}

/** From now on, each account's posts in their order with the gap that the workspace wants. */
async function spread(tx: Tx, ctx: Ctx, ids: string[]): Promise<Settled[]> {
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const now = sql`${ctx.now().toISOString()}::timestamptz`;
  const [row] = await tx
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  const gap = Math.max(1, row?.settings.minGapMinutes ?? 1);
  const places = sql`(
    select p.id, ${now} + (row_number() over (partition by p.account_id
      order by p.due_at, p.id) - 1) * make_interval(mins => ${gap}::int) as at
    from posts p where p.id = any(${toUuids(ids)})) places`;
  const place = sql`places.at`;
  const done = await tx
    .update(posts)
    .set({
      ...{ dueAt: place, nextAt: place },
      deadlineAt: sql`${posts.deadlineAt} + (${place} - ${posts.dueAt})`,
      ...{ overriddenBy: by, overriddenAt: ctx.now(), updatedAt: ctx.now() },
    })
    .from(places)
    .where(and(isStillWaiting(ids), sql`places.id = ${posts.id}`))
    .returning(settled);
  await audit(tx, ctx, done, ({ dueAt }) => ({
    action: "post.moved",
    after: { dueAt: dueAt.toISOString() },
  }));
  return done;
}

const isStillWaiting = (ids: string[]) =>
  and(sql`${posts.id} = any(${toUuids(ids)})`, inArray(posts.status, [...COMMANDS.skip.from]));

async function audit(
  tx: Tx,
  ctx: Ctx,
  done: readonly Settled[],
  toEntry: (post: Settled) => Pick<AuditEntry, "action" | "after">,
): Promise<void> {
  await recordAudit(
    tx,
    ctx,
    done.map((post) => ({ ...toEntry(post), subjectType: "post", subjectId: post.id })),
  );
}

function toEvents(done: readonly Settled[]): NewEvent[] {
  const name = "post.changed" as const;
  if (done.length <= MOST_EVENTS) {
    return done.map(({ id: postId, campaignId, accountId, scheduleId, status }) => ({
      name,
      data: { postId, campaignId, accountId, scheduleId, status },
    }));
  }
  const byAccount = Map.groupBy(done, (post) => post.accountId);
  return [...byAccount].map(([accountId, own]) => ({
    name,
    data: { accountId, count: own.length },
  }));
}
