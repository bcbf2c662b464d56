import { finishOAuth } from "@/server/accounts/finish-oauth";
import { answerPopup, toChoicePage, toDonePage } from "@/server/accounts/oauth-request";
import type { Ctx } from "@/server/context";

/** GET /api/oauth/[provider]/callback, and the same below /api/v1/platforms */
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
    if (!finished.ok) return toDonePage(finished.platform ?? provider, finished.problem);
    return "choice" in finished
      ? toChoicePage(finished.choice)
      : toDonePage(finished.platform, finished);
  });
}
