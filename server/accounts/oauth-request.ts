import type { OAuthProblem, OAuthReport } from "@/lib/contracts/accounts";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { uuidv7 } from "@/server/db/uuid";
import { isAppError } from "@/server/errors";
import { authenticate } from "@/server/http/authenticate";
import { limitRate } from "@/server/http/rate-limit";

export interface OAuthVisit {
  ctx: Ctx;
  userId: string;
  provider: string;
  query: URLSearchParams;
  /** The value that only the browser which began holds. */
  browser: string | null;
}

const browserCookie = "bandwagon.oauth";
const browserLifeSeconds = 24 * 3600;

/**
 * A popup cannot read JSON: whatever happens ends in a redirect, to the platform or to the page
 * that says what became of it.
 */
export async function answerPopup(
  runtime: Ctx["runtime"],
  request: Request,
  provider: string,
  run: (visit: OAuthVisit) => Promise<Response>,
): Promise<Response> {
  const requestId = uuidv7();
  const log = runtime.log.child({ requestId, provider });
  try {
    const identity = await authenticate(runtime, request);
    const userId = identity.actor.id;
    if (identity.by !== "session" || !userId) return toDonePage(provider, "signed_out");
    limitRate(`oauth:${userId}`, { max: 60, windowMs: 60_000 });
    if (!identity.actor.scopes.has("accounts:write")) return toDonePage(provider, "not_allowed");
    const ctx: Ctx = {
      workspaceId: identity.workspaceId,
      actor: identity.actor,
      requestId,
      runtime,
      db: runtime.database.db,
      log,
      now: () => runtime.clock.now(),
    };
    const query = new URL(request.url).searchParams;
    return await run({ ctx, userId, provider, query, browser: readBrowserCookie(request) });
  } catch (error) {
    if (isAppError(error) && error.code === "unauthenticated") {
      return toDonePage(provider, "signed_out");
    }
    log.error({ err: error }, "connection failed");
    return toDonePage(provider, "failed");
  }
}

/** Relative on purpose: it stays on the address that the browser used. */
export function toDonePage(
  provider: string,
  outcome: OAuthProblem | { status: OAuthReport["status"]; count: number },
): Response {
  const platform = Platform.safeParse(provider).data ?? "";
  const told: Record<string, string> =
    typeof outcome === "string"
      ? { error: outcome }
      : { status: outcome.status, count: String(outcome.count) };
  return redirect(`/oauth-done?${new URLSearchParams({ platform, ...told })}`);
}

/** To the page on which a person chooses among the accounts that one consent reached. */
export const toChoicePage = (token: string) =>
  redirect(`/oauth-choose?${new URLSearchParams({ choice: token })}`);

/** To the consent page. The cookie binds what comes back to this browser. */
export function toConsentPage(ctx: Ctx, url: string, browser: string): Response {
  const secure = ctx.runtime.env.APP_URL.startsWith("https:") ? "; Secure" : "";
  const cookie = `${browserCookie}=${browser}; Path=/api; HttpOnly; SameSite=Lax; Max-Age=${browserLifeSeconds}${secure}`;
  return redirect(url, { "set-cookie": cookie });
}

const redirect = (location: string, headers: Record<string, string> = {}) =>
  new Response(null, {
    status: 302,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      ...headers,
    },
  });

export function readBrowserCookie(request: Request): string | null {
  const pattern = /(?:^|;\s*)bandwagon\.oauth=([A-Za-z0-9_-]{43})(?:;|$)/;
  return pattern.exec(request.headers.get("cookie") ?? "")?.[1] ?? null;
}
