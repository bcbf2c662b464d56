import { LearningChannel, PromptVerdict, WithPromptId } from "@/lib/contracts/learning";
import { PromptWork } from "@/lib/contracts/prompt-work";
import { route } from "@/server/http/route";
import { getPromptWork } from "@/server/learning/get-prompt-work";
import { judgePrompt } from "@/server/learning/judge-prompt";

export const GET = route({
  scope: "learning:read",
  params: WithPromptId,
  run: (ctx, { params }) => getPromptWork(ctx, params),
  view: PromptWork,
});

export const POST = route({
  scope: "posts:approve",
  params: WithPromptId,
  body: PromptVerdict,
  run: (ctx, { params, body }) => judgePrompt(ctx, params, body),
  view: LearningChannel,
});
