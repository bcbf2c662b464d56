import { LinkSettingsQuery, LinkSettingsView, UpdateLinkSettings } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { getLinkSettings } from "@/server/links/get-link-settings";
import { updateLinkSettings } from "@/server/links/update-link-settings";

export const GET = route({
  scope: "campaigns:read",
  query: LinkSettingsQuery,
  run: (ctx, { query }) => getLinkSettings(ctx, query.campaignId ?? null),
  view: LinkSettingsView,
});

export const PATCH = route({
  scope: "campaigns:write",
  body: UpdateLinkSettings,
  run: (ctx, { body: { campaignId, ...changes } }) => updateLinkSettings(ctx, campaignId, changes),
  view: LinkSettingsView,
});
