import { PublishBatch, PublishBatchAnswer } from "@/lib/contracts/publish";
import { toAnswerResponse } from "@/server/http/answer-response";
import { route } from "@/server/http/route";
import { publishBatch } from "@/server/publications/publish-batch";

export const POST = route({
  scope: "posts:write",
  body: PublishBatch,
  idempotent: true,
  run: async (ctx, { body, idempotency }) =>
    toAnswerResponse(await publishBatch(ctx, body, idempotency), PublishBatchAnswer, ctx.requestId),
});
