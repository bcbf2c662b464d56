import { DateTime } from "luxon";
import type { OverviewView } from "@/lib/contracts/overview";
import { countSkippedWhilePaused } from "@/server/analytics/count-skipped";
import { findLeader } from "@/server/analytics/find-leader";
import { listNeeds } from "@/server/analytics/list-needs";
import { listJustOut, listNextPosts } from "@/server/analytics/list-overview-posts";
import { listSteps } from "@/server/analytics/list-steps";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import { queryQuarters } from "@/server/analytics/query-quarters";
import { beginOfRecent, readRecent } from "@/server/analytics/read-recent";
import { readToday } from "@/server/analytics/read-today";
import type { Ctx } from "@/server/context";
import { findPause } from "@/server/schedules/find-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { viewerZone } from "@/server/workspaces/viewer-zone";

/** The first page: what is true now, what comes next, and what waits for a person. */
export async function getOverview(ctx: Ctx): Promise<OverviewView> {
  const workspace = await getWorkspace(ctx);
  const sandbox = await isSandboxShown(ctx, workspace);
  const now = ctx.now();
  const zone = await viewerZone(ctx);
  const day = DateTime.fromJSDate(now, { zone }).startOf("day");
  const scope: OverviewScope = {
    workspaceId: ctx.workspaceId,
    sandbox,
    pause: await findPause(ctx),
    minGapMinutes: workspace.settings.minGapMinutes,
    zone,
    now,
    dayStart: day.toJSDate(),
    dayEnd: day.plus({ days: 1 }).toJSDate(),
  };
  const from = beginOfRecent(scope);
  const quarters = await queryQuarters(ctx.db, scope, { from, to: null });
  const recent = await readRecent(ctx.db, scope, quarters);
  return {
    now: now.toISOString(),
    freshAt: recent.freshAt,
    timeZone: scope.zone,
    sandbox: scope.sandbox,
    pause: scope.pause,
    skippedWhilePaused: await countSkippedWhilePaused(ctx.db, scope),
    today: await readToday(ctx.db, scope),
    finding: await findLeader(ctx.db, scope),
    recent: recent.view,
    next: await listNextPosts(ctx.db, scope),
    justOut: await listJustOut(ctx.db, scope),
    needs: await listNeeds(ctx.db, scope),
    steps: await listSteps(ctx.db, scope),
  };
}
