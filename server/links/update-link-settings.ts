import { isDeepStrictEqual } from "node:util";
import type { LinkSettingsView, UpdateLinkSettings } from "@/lib/contracts/links";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { linkSettings } from "@/server/db/schema/links";
import { emit } from "@/server/events/emit";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { getLinkSettings } from "./get-link-settings";
import { type OwnLinkSettings, readLinkSettings } from "./read-link-settings";

type Changes = Pick<UpdateLinkSettings, "choice" | "template">;

/** Holds for whatever is tried for the first time from now on. Without a campaign: the workspace's default. */
export async function updateLinkSettings(
  ctx: Ctx,
  campaignId: string | null,
  changes: Changes,
): Promise<LinkSettingsView> {
  const { workspaceId } = ctx;
  return ctx.db.transaction(async (tx) => {
    const subject = campaignId === null ? null : await lockCampaign(tx, workspaceId, campaignId);
    const { own: before } = await readLinkSettings(tx, workspaceId, campaignId);
    const after = apply(before, changes);
    const { isOn, template } = before;
    if (!isDeepStrictEqual({ isOn, template }, after)) {
      await store(tx, ctx, campaignId, after);
      await recordAudit(tx, ctx, {
        action: subject ? "campaign.links_changed" : "workspace.links_changed",
        subjectType: subject ? "campaign" : "workspace",
        subjectId: campaignId ?? workspaceId,
        subjectName: (subject ?? (await getWorkspace(ctx, tx))).name,
        before: { isOn, template },
        after,
      });
      await emit(tx, workspaceId, [
        subject
          ? { name: "campaign.changed", data: { campaignId } }
          : { name: "workspace.changed", data: { changed: ["links"] } },
      ]);
    }
    return getLinkSettings(ctx, campaignId, tx);
  });
}

function apply(before: OwnLinkSettings, { choice, template }: Changes): OwnLinkSettings {
  const isOn = choice === undefined ? before.isOn : choice === "inherit" ? null : choice === "on";
  return { isOn, template: template === undefined ? before.template : template };
}

async function store(
  tx: Tx,
  ctx: Ctx,
  campaignId: string | null,
  values: OwnLinkSettings,
): Promise<void> {
  const { workspaceId } = ctx;
  const row = { ...values, updatedAt: ctx.now() };
  await tx
    .insert(linkSettings)
    .values({ scopeId: campaignId ?? workspaceId, workspaceId, ...row })
    .onConflictDoUpdate({ target: linkSettings.scopeId, set: row });
}
