import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toPostsLimit, toRetryAfterMs, toStoredAnswer } from "../http-answer";
import { toRefusedWords } from "../plain-words";

const Problem = z.object({
  type: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  errors: z
    .array(
      z.object({
        code: z.number().optional().catch(undefined),
        message: z.string().optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});

export interface XProblem {
  type: string;
  detail: string;
}

const PERMISSION = /client-forbidden|not-authorized-for-resource|oauth1-permissions/;
const DAY_MS = 86_400_000;
const WINDOW_MS = 15 * 60_000;

export function toProblem(response: EgressResponse): XProblem {
  const { type, title, detail, errors } = Problem.safeParse(response.json()).data ?? {};
  // What is wrong with the request stands in the list; `detail` only says that something is.
  const said = type?.endsWith("/invalid-request") ? errors?.[0]?.message : undefined;
  return {
    type: type ?? "",
    detail: said ?? detail ?? errors?.[0]?.message ?? title ?? `X answered ${response.status}`,
  };
}

/** X refuses a text it already has. On a repeat that is evidence that the first try arrived. */
export function isDuplicate(response: EgressResponse): boolean {
  return response.status === 403 && /duplicate content/i.test(toProblem(response).detail);
}

// The short window, and what the account and the app may do in a day.
const APP_DAY = "x-app-limit-24hour";
const DAY_LIMITS = ["x-user-limit-24hour", APP_DAY];

interface SpentLimit {
  afterMs: number;
  /** It is one of the daily ones. */
  isDay: boolean;
  ofApp: boolean;
}

function toLimit(response: EgressResponse, now: Date): SpentLimit {
  const { headers } = response;
  const until = (name: string): number | null => {
    const reset = Number(headers[`${name}-reset`]);
    return Number.isFinite(reset) && reset > 0
      ? Math.max(1000, reset * 1000 - now.getTime())
      : null;
  };
  const days = DAY_LIMITS.filter((name) => headers[`${name}-remaining`] === "0").map(
    (name) => until(name) ?? DAY_MS,
  );
  const ofApp = headers[`${APP_DAY}-remaining`] === "0";
  if (days.length > 0) return { afterMs: Math.max(...days), isDay: true, ofApp };
  const told = toRetryAfterMs(headers, now) ?? until("x-rate-limit");
  return { afterMs: told ?? WINDOW_MS, isDay: false, ofApp: false };
}

/** Credits are the app's: every account that it connects is refused. */
const isOutOfCredits = (response: EgressResponse) =>
  response.status === 402 ||
  (response.status === 429 && toProblem(response).type.includes("usage-capped"));

/**
 * What a refused call means. `creates`: the call makes the post, so that a server error leaves it
 * open whether the post exists; elsewhere it surely does not.
 */
export function toOutcome(response: EgressResponse, creates: boolean, now: Date): PublishOutcome {
  const { type, detail } = toProblem(response);
  const stored = { response: toStoredAnswer(response) };
  const { status } = response;
  if (status === 401) {
    const message = "X no longer accepts the connection. Reconnect the account.";
    return { kind: "reconnect", code: "unauthorized", message, ...stored };
  }
  if (isOutOfCredits(response)) {
    return {
      kind: "retry_later",
      retryAfterMs: DAY_MS,
      limit: { of: "app", until: now.getTime() + DAY_MS },
      code: "credits_exhausted",
      message: "The X app has used up its credits. Add credits in the developer portal.",
      ...stored,
    };
  }
  if (status === 429) {
    const { afterMs: retryAfterMs, isDay, ofApp } = toLimit(response, now);
    const limit = toPostsLimit(retryAfterMs, now);
    if (isDay) limit.of = ofApp ? "app" : "account";
    const code = isDay ? "daily_limit" : "rate_limited";
    const message = isDay
      ? "This account or app has made all the posts that X allows in a day."
      : "X limits how often this account may post.";
    return { kind: "retry_later", retryAfterMs, limit, code, message, ...stored };
  }
  if (status >= 500 || status === 408) {
    return creates
      ? {
          kind: "unknown",
          code: `http_${status}`,
          message: "X had a fault of its own. The post may exist.",
          ...stored,
        }
      : {
          kind: "retry_later",
          retryAfterMs: null,
          code: `http_${status}`,
          message: "X had a fault of its own.",
          ...stored,
        };
  }
  if (status === 403 && PERMISSION.test(type)) {
    const message =
      "X does not permit this account to post. Reconnect it and allow everything that is asked for.";
    return { kind: "reconnect", code: "forbidden", message, ...stored };
  }
  const code = status === 403 ? "refused" : "invalid_content";
  const field = /media/i.test(detail) && status === 400 ? { field: "media" } : {};
  const message = toRefusedWords("X", detail);
  return { kind: "rejected", code, message, ...field, ...stored };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const { type, detail } = toProblem(response);
  const { status } = response;
  if (status === 401 || (status === 403 && PERMISSION.test(type))) {
    const code = status === 401 ? "unauthorized" : "forbidden";
    return new PlatformCallError("reconnect", code, detail);
  }
  if (isOutOfCredits(response)) {
    return new PlatformCallError("rate_limited", "credits_exhausted", detail, DAY_MS, true);
  }
  if (status === 429) {
    const { afterMs, ofApp } = toLimit(response, now);
    return new PlatformCallError("rate_limited", "rate_limited", detail, afterMs, ofApp);
  }
  const kind = status >= 500 ? "unavailable" : "refused";
  return new PlatformCallError(kind, `http_${status}`, detail);
}
