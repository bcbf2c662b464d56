import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type { UpdateWorkspace, WorkspaceView } from "@/lib/contracts/workspace";
import { canonicalZone } from "@/lib/domain/zones";
import { recordAudit } from "@/server/audit/record";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import { workspaces } from "@/server/db/schema/workspaces";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { toWorkspaceView } from "@/server/workspaces/to-workspace-view";

type Flat = Record<string, unknown>;

/** Changes what is given; the rest stays. What changed is audited field by field. */
export async function updateWorkspace(ctx: Ctx, input: UpdateWorkspace): Promise<WorkspaceView> {
  return ctx.db.transaction(async (tx) => {
    if (input.settings?.approvalRequired) await awaitClaims(tx);
    const [row] = await tx
      .select()
      .from(workspaces)
      .where(eq(workspaces.id, ctx.workspaceId))
      .for("no key update");
    if (!row) throw notFound("workspace");
    const before = toWorkspaceView(row);
    const after: WorkspaceView = {
      ...before,
      ...withoutUnset({
        name: input.name,
        timeZone: input.timeZone && canonicalZone(input.timeZone),
        showSandbox: input.showSandbox,
      }),
      settings: { ...before.settings, ...withoutUnset(input.settings ?? {}) },
    };
    const changed = changedKeys(flatten(before), flatten(after));
    if (changed.length === 0) return before;
    const { name, timeZone, settings, showSandbox } = after;
    await tx
      .update(workspaces)
      .set({ name, timeZone, settings, showSandbox, updatedAt: ctx.now() })
      .where(eq(workspaces.id, ctx.workspaceId));
    const isSwitched = before.settings.approvalRequired !== settings.approvalRequired;
    const moved = isSwitched
      ? await settleApprovals(tx, { workspaceId: ctx.workspaceId }, ctx.now())
      : [];
    await recordAudit(tx, ctx, {
      action: "workspace.changed",
      subjectType: "workspace",
      subjectId: ctx.workspaceId,
      subjectName: name,
      before: pick(flatten(before), changed),
      after: pick(flatten(after), changed),
    });
    await emit(tx, ctx.workspaceId, [...moved, { name: "workspace.changed", data: { changed } }]);
    return after;
  });
}

function withoutUnset<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
}

const flatten = ({ settings, ...rest }: WorkspaceView): Flat => ({ ...rest, ...settings });

const changedKeys = (before: Flat, after: Flat): string[] =>
  Object.keys(after).filter((key) => !isDeepStrictEqual(before[key], after[key]));

const pick = (values: Flat, keys: string[]): Flat =>
  Object.fromEntries(keys.map((key) => [key, values[key]]));
