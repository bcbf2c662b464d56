import { finishOAuth } from "@/server/accounts/finish-oauth";
import { answerPopup, toDonePage } from "@/server/accounts/oauth-request";
import type { Ctx } from "@/server/context";

/** GET /api/oauth/[provider]/callback */
export function answerCallback(
  runtime: Ctx["runtime"],
  request: Request,
  provider: string,
): Promise<Response> {
  return answerPopup(runtime, request, provider, async ({ ctx, userId, query, browser }) => {
    const finished = await finishOAuth(ctx, {
      provider,
      state: query.get("state"),
      code: query.get("code"),
      error: query.get("error"),
      userId,
      browser,
    });
    return finished.ok
      ? toDonePage(provider, { status: finished.status })
      : toDonePage(provider, finished.problem);
  });
}
