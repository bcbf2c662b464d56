import { z } from "zod";
import { PostView, PublishPost } from "@/lib/contracts/posts";
import { PublishAnswer, PublishRequest } from "@/lib/contracts/publish";
import { toAnswerResponse } from "@/server/http/answer-response";
import { route } from "@/server/http/route";
import { publish } from "@/server/publications/publish";
import { publishPost } from "@/server/publications/publish-post";

/** One post that exists, by `postId`, or anything that the public API publishes. */
export const POST = route({
  scope: "posts:write",
  body: z.record(z.string(), z.unknown()),
  idempotent: true,
  run: async (ctx, { body, idempotency }) => {
    if ("postId" in body) {
      const { postId } = PublishPost.parse(body);
      const post = await publishPost(ctx, postId, idempotency);
      return toAnswerResponse(post, PostView, ctx.requestId);
    }
    const answer = await publish(ctx, PublishRequest.parse(body), idempotency);
    return toAnswerResponse(answer, PublishAnswer, ctx.requestId);
  },
});
