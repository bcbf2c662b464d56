import { WithId } from "@/lib/contracts/common";
import { ArmRuleView, UpdateArm } from "@/lib/contracts/optimizer-settings";
import { route } from "@/server/http/route";
import { setArmRule } from "@/server/optimizer/set-arm-rule";

/** The id is a variant's. */
export const PATCH = route({
  scope: "campaigns:write",
  params: WithId,
  body: UpdateArm,
  run: (ctx, { params, body }) => setArmRule(ctx, params.id, body.rule),
  view: ArmRuleView,
});
