import { and, eq } from "drizzle-orm";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { nextRuns } from "@/lib/domain/slots";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { getSchedule } from "./find-schedule";
import { insertPosts } from "./plan-slots";
import { readSettings } from "./read-settings";

/**
 * Makes the row of a slot that the calendar drew beyond the planned days, so that a person can
 * override it. @throws AppError `not_found` when the cadence has no such slot.
 */
export async function materialiseSlot(
  tx: Tx,
  ctx: Ctx,
  scheduleId: string,
  slot: Date,
): Promise<string> {
  const schedule = await getSchedule(tx, ctx, scheduleId);
  const [run] = nextRuns({ ...schedule, after: new Date(slot.getTime() - 1), count: 1 });
  if (run?.getTime() !== slot.getTime() || slot <= ctx.now()) throw notFound("slot");
  const [account] = await tx
    .select({ platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(eq(socialAccounts.id, schedule.accountId));
  if (!account) throw notFound("account");
  const settings = await readSettings(tx, ctx, schedule.campaignId);
  await insertPosts(tx, { schedule, ...account, settings, now: ctx.now() }, [slot]);
  const key = idempotencyKey(schedule.campaignId, schedule.accountId, slot);
  const [post] = await tx
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.idempotencyKey, key), eq(posts.workspaceId, ctx.workspaceId)));
  if (!post) throw notFound("slot");
  return post.id;
}
