import type { OperationsView } from "@/lib/contracts/operations";
import { writtenHandle } from "@/lib/domain/written-handle";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { findPulse } from "@/server/operations/find-pulse";
import type { OverduePost } from "@/server/operations/overdue";
import { readAlarmsWithPosts } from "@/server/operations/read-alarms";
import { readFailures, readHours } from "@/server/operations/read-day";
import { readInstance } from "@/server/operations/read-instance";
import { readLateness } from "@/server/operations/read-lateness";
import { readBudgets, readPlatforms } from "@/server/operations/read-platforms";
import { readQueue } from "@/server/operations/read-queue";

const SHOWN = 10;

/** How publishing goes in one workspace; owners also see the install that does it. */
export async function readOperations(ctx: Ctx): Promise<OperationsView> {
  const runsInstall = ctx.actor.scopes.has("workspace:write");
  const [{ alarms, overdue }, queue, lateness, hours, platforms, budgets, failed, instance] =
    await Promise.all([
      readAlarmsWithPosts(ctx),
      readQueue(ctx),
      readLateness(ctx),
      readHours(ctx),
      readPlatforms(ctx),
      readBudgets(ctx),
      readFailures(ctx),
      runsInstall ? readInstance(ctx.runtime, await findPulse(ctx.runtime)) : null,
    ]);
  const now = ctx.now().toISOString();
  return {
    ...{ now, alarms, queue, lateness, hours, platforms, budgets, failed, instance },
    overdue: overdue.slice(0, SHOWN).map(toListed),
  };
}

function toListed({ id, dueAt, ...post }: OverduePost): OperationsView["overdue"][number] {
  const platform = Platform.parse(post.platform);
  return { id, platform, account: writtenHandle(platform, post.handle), dueAt };
}
