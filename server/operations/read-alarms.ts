import type { AlarmsView } from "@/lib/contracts/operations";
import type { Ctx } from "@/server/context";
import { findPulse } from "@/server/operations/find-pulse";
import { listOverdue, type OverduePost } from "@/server/operations/overdue";

/** What stands on every page of the workspace until it is over. */
export async function readAlarms(ctx: Ctx): Promise<AlarmsView> {
  return (await readAlarmsWithPosts(ctx)).alarms;
}

/** Also the overdue posts themselves, the longest overdue first. */
export async function readAlarmsWithPosts(
  ctx: Ctx,
): Promise<{ alarms: AlarmsView; overdue: OverduePost[] }> {
  const { workspaceId } = ctx;
  const { scheduler, publisher, tick, publishers } = await findPulse(ctx.runtime);
  // Who has just started first works off what came due before.
  const overdue =
    publisher === "starting" ? [] : await listOverdue(ctx.db, ctx.now(), { workspaceId });
  const alarms = {
    now: ctx.now().toISOString(),
    scheduler,
    publisher,
    lastTickAt: tick?.beatAt.toISOString() ?? null,
    lastPublisherAt: publishers[0]?.beatAt.toISOString() ?? null,
    overdue: overdue.length,
  };
  return { alarms, overdue };
}
