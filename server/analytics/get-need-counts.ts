import type { NeedCounts, NeedView } from "@/lib/contracts/analytics";
import { listNeeds } from "@/server/analytics/list-needs";
import type { Ctx } from "@/server/context";
import { findPause } from "@/server/schedules/find-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

const PAGE_OF: Record<NeedView["kind"], keyof NeedCounts> = {
  paused: "calendar",
  conflict: "calendar",
  approval: "posts",
  uncertain: "posts",
  failed: "posts",
  account: "accounts",
};

/** How many things wait for a person, for the marks in the navigation. */
export async function getNeedCounts(ctx: Ctx): Promise<NeedCounts> {
  const workspace = await getWorkspace(ctx);
  const needs = await listNeeds(ctx.db, {
    workspaceId: ctx.workspaceId,
    sandbox: await isSandboxShown(ctx, workspace),
    now: ctx.now(),
    minGapMinutes: workspace.settings.minGapMinutes,
    pause: await findPause(ctx),
  });
  const counts: NeedCounts = { calendar: 0, posts: 0, accounts: 0 };
  for (const { kind } of needs) counts[PAGE_OF[kind]] += 1;
  return counts;
}
