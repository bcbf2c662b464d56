import { LinkSettingsView, UpdateLinkDefault } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { updateLinkSettings } from "@/server/links/update-link-settings";

export const PATCH = route({
  scope: "workspace:write",
  body: UpdateLinkDefault,
  run: (ctx, { body }) => updateLinkSettings(ctx, null, body),
  view: LinkSettingsView,
});
