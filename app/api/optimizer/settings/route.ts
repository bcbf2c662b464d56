import { OptimizerSettings, UpdateOptimizerSettings } from "@/lib/contracts/optimizer-settings";
import { route } from "@/server/http/route";
import { updateOptimizerSettings } from "@/server/optimizer/update-settings";

export const PATCH = route({
  scope: "campaigns:write",
  body: UpdateOptimizerSettings,
  run: (ctx, { body }) => updateOptimizerSettings(ctx, body),
  view: OptimizerSettings,
});
