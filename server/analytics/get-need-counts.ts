import type { NeedCounts, NeedView } from "@/lib/contracts/overview";
import { listNeeds } from "@/server/analytics/list-needs";
import { countApprovals } from "@/server/approvals/list-approvals";
import type { Ctx } from "@/server/context";
import { findPause } from "@/server/schedules/find-pause";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

/** Null: another count tells it better. */
const PAGE_OF: Record<NeedView["kind"], keyof NeedCounts | null> = {
  paused: "calendar",
  conflict: "calendar",
  approval: null,
  own_approval: "posts",
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
  const { waiting } = await countApprovals(ctx);
  const counts: NeedCounts = { calendar: 0, approvals: waiting, posts: 0, accounts: 0 };
  for (const { kind } of needs) {
    const page = PAGE_OF[kind];
    if (page) counts[page] += 1;
  }
  return counts;
}
