import type { OverviewView } from "@/lib/contracts/overview";
import { beginOfDay } from "@/lib/domain/begin-of-day";
import { countSkippedWhilePaused } from "@/server/analytics/count-skipped";
import { findLeader } from "@/server/analytics/find-leader";
import { listNeeds } from "@/server/analytics/list-needs";
import { listJustOut, listNextPosts } from "@/server/analytics/list-overview-posts";
import { listSteps } from "@/server/analytics/list-steps";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import { queryQuarters } from "@/server/analytics/query-quarters";
import { latestOf, readFreshness } from "@/server/analytics/read-freshness";
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
  const scope: OverviewScope = {
    workspaceId: ctx.workspaceId,
    sandbox,
    pause: await findPause(ctx),
    minGapMinutes: workspace.settings.minGapMinutes,
    zone,
    now,
    dayStart: beginOfDay(now, zone),
    dayEnd: beginOfDay(now, zone, 1),
  };
  const from = beginOfRecent(scope);
  const quarters = await queryQuarters(ctx.db, scope, { from, to: null });
  return {
    now: now.toISOString(),
    freshAt: latestOf(await readFreshness(ctx.db, { ...scope, query: {} })),
    timeZone: scope.zone,
    sandbox: scope.sandbox,
    pause: scope.pause,
    skippedWhilePaused: await countSkippedWhilePaused(ctx.db, scope),
    today: await readToday(ctx.db, scope),
    finding: await findLeader(ctx.db, scope),
    recent: await readRecent(ctx.db, scope, quarters),
    next: await listNextPosts(ctx.db, scope),
    justOut: await listJustOut(ctx.db, scope),
    needs: await listNeeds(ctx.db, scope),
    steps: await listSteps(ctx.db, scope),
  };
}
