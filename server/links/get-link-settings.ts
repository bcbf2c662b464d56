import type { LinkSettingsView } from "@/lib/contracts/links";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { whyUnreachable } from "@/server/media/find-reach-problem";
import { readLinkSettings } from "./read-link-settings";

/** How links of a campaign go out; without one, those of the whole workspace. */
export async function getLinkSettings(
  ctx: Ctx,
  campaignId: string | null,
  reader: Reader = ctx.db,
): Promise<LinkSettingsView> {
  if (campaignId !== null) await requireCampaign(reader, ctx.workspaceId, campaignId);
  const { own, workspace } = await readLinkSettings(reader, ctx.workspaceId, campaignId);
  const { APP_URL } = ctx.runtime.env;
  const isOn = own.isOn ?? workspace.isOn;
  const inherits = campaignId !== null && own.isOn === null;
  return {
    campaignId,
    choice: inherits ? "inherit" : isOn ? "on" : "off",
    isOn,
    template: own.template ?? workspace.template,
    ownTemplate: own.template !== null,
    workspace,
    appUrl: APP_URL,
    unreachable: whyUnreachable(APP_URL),
  };
}
