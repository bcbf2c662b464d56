import { StartOAuthQuery } from "@/lib/contracts/accounts";
import { answerPopup, toConsentPage, toDonePage } from "@/server/accounts/oauth-request";
import { startOAuth } from "@/server/accounts/start-oauth";
import type { Ctx } from "@/server/context";
import { randomToken } from "@/server/crypto/tokens";

/** GET /api/oauth/[provider]/start */
export function answerStart(
  runtime: Ctx["runtime"],
  request: Request,
  provider: string,
): Promise<Response> {
  return answerPopup(runtime, request, provider, async ({ ctx, userId, query, browser }) => {
    const asked = StartOAuthQuery.safeParse(Object.fromEntries(query));
    if (!asked.success) return toDonePage(provider, "unknown_account");
    const { world, account } = asked.data;
    // One value for all popups of this browser, so that two at once don't undo each other.
    const ownBrowser = browser ?? randomToken();
    const started = await startOAuth(ctx, {
      provider,
      world,
      accountId: account ?? null,
      userId,
      browser: ownBrowser,
    });
    return started.ok
      ? toConsentPage(ctx, started.url, ownBrowser)
      : toDonePage(provider, started.problem);
  });
}
