import { PublishAnswer, PublishRequest } from "@/lib/contracts/publish";
import { toAnswerResponse } from "@/server/http/answer-response";
import { route } from "@/server/http/route";
import { publish } from "@/server/publications/publish";

export const POST = route({
  scope: "posts:write",
  body: PublishRequest,
  idempotent: true,
  run: async (ctx, { body, idempotency }) =>
    toAnswerResponse(await publish(ctx, body, idempotency), PublishAnswer, ctx.requestId),
});
