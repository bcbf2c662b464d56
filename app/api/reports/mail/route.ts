import { MailSettingsView, SaveMailSettings } from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { getMailSettings } from "@/server/reports/get-mail-settings";
import { removeMailSettings } from "@/server/reports/remove-mail-settings";
import { saveMailSettings } from "@/server/reports/save-mail-settings";

export const GET = route({
  scope: "workspace:write",
  run: (ctx) => getMailSettings(ctx),
  view: MailSettingsView,
});

export const PUT = route({
  scope: "workspace:write",
  body: SaveMailSettings,
  run: (ctx, { body }) => saveMailSettings(ctx, body),
  view: MailSettingsView,
});

export const DELETE = route({
  scope: "workspace:write",
  run: (ctx) => removeMailSettings(ctx),
});
