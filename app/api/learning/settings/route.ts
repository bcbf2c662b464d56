import { LearningSettings, UpdateLearningSettings } from "@/lib/contracts/learning-settings";
import { route } from "@/server/http/route";
import { updateLearningSettings } from "@/server/learning/update-settings";
import { readLearningSettings } from "@/server/variants/read-learning-settings";

export const GET = route({
  scope: "learning:read",
  run: (ctx) => readLearningSettings(ctx.db, ctx.workspaceId),
  view: LearningSettings,
});

export const PATCH = route({
  scope: "workspace:write",
  body: UpdateLearningSettings,
  run: (ctx, { body }) => updateLearningSettings(ctx, body),
  view: LearningSettings,
});
