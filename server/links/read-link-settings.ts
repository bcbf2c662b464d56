import { inArray } from "drizzle-orm";
import { DEFAULT_TEMPLATE } from "@/lib/domain/link-tags";
import type { Reader } from "@/server/db/client";
import { linkSettings } from "@/server/db/schema/links";

export interface OwnLinkSettings {
  /** Null: as the wider scope says. */
  isOn: boolean | null;
  template: string | null;
}

const NOTHING: OwnLinkSettings = { isOn: null, template: null };

/** What a campaign says of its links, what its workspace does, and what holds there. */
export async function readLinkSettings(
  reader: Reader,
  workspaceId: string,
  campaignId: string | null,
): Promise<{ own: OwnLinkSettings; workspace: { isOn: boolean; template: string } }> {
  const ids = campaignId === null ? [workspaceId] : [workspaceId, campaignId];
  const rows = await reader.select().from(linkSettings).where(inArray(linkSettings.scopeId, ids));
  const of = (id: string) =>
    rows.find((row) => row.scopeId === id && row.workspaceId === workspaceId) ?? NOTHING;
  const { isOn, template } = of(workspaceId);
  return {
    own: of(campaignId ?? workspaceId),
    workspace: { isOn: isOn ?? false, template: template ?? DEFAULT_TEMPLATE },
  };
}
