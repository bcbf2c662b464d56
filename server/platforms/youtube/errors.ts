import { z } from "zod";
import { nextMidnight } from "@/lib/domain/calendar-grid";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toPostsLimit, toRetryAfterMs, toStoredAnswer } from "../http-answer";
import { toRefusedWords } from "../plain-words";

const GoogleError = z.object({
  error: z.object({
    message: z.string().catch(""),
    errors: z
      .array(z.object({ reason: z.string().catch("") }))
      .optional()
      .catch(undefined),
  }),
});

const PACIFIC = "America/Los_Angeles";
const DAY_MS = 86_400_000;
const PERSON_MUST_ACT: Record<string, string> = {
  youtubeSignupRequired:
    "This Google account has no YouTube channel yet. Create one, then reconnect.",
  authenticatedUserAccountSuspended: "YouTube has suspended this account.",
  forbidden: "YouTube does not permit this account to do that.",
  insufficientPermissions:
    "The connection lacks a permission. Reconnect and leave every box ticked.",
  accessNotConfigured: "The YouTube Data API is switched off in the Google Cloud project.",
};
const FIELDS: Record<string, string> = {
  invalidTitle: "title",
  invalidDescription: "text",
  invalidTags: "options.tags",
  invalidCategoryId: "options.categoryId",
  invalidVideoMetadata: "options.privacy",
  mediaBodyRequired: "media",
  badContent: "media",
};

export function toReason(response: EgressResponse): { reason: string; message: string } {
  const error = GoogleError.safeParse(response.json()).data?.error;
  return {
    reason: error?.errors?.[0]?.reason ?? "",
    message: error?.message || `YouTube answered ${response.status}`,
  };
}

/** What a refused call means. No call but the last bytes of an upload can make a video. */
export function toOutcome(response: EgressResponse, now: Date): PublishOutcome {
  const { reason, message } = toReason(response);
  const stored = { response: toStoredAnswer(response) };
  const { status } = response;
  if (status === 401) {
    const text = "Google no longer accepts the connection. Reconnect the account.";
    return { kind: "reconnect", code: "unauthorized", message: text, ...stored };
  }
  if (reason === "quotaExceeded" || reason === "dailyLimitExceeded") {
    const until = nextMidnight(now, PACIFIC).getTime();
    return {
      kind: "retry_later",
      retryAfterMs: until - now.getTime(),
      limit: { of: "app", until },
      code: reason,
      message: "The Google project has used up today's quota. It renews at midnight Pacific time.",
      ...stored,
    };
  }
  if (reason === "uploadLimitExceeded") {
    return {
      kind: "retry_later",
      retryAfterMs: DAY_MS,
      limit: { of: "posts", until: now.getTime() + DAY_MS },
      code: reason,
      message: "The channel has reached YouTube's upload limit for a day.",
      ...stored,
    };
  }
  if (status >= 500 || status === 429 || status === 408 || /RateLimitExceeded$/i.test(reason)) {
    const retryAfterMs = toRetryAfterMs(response.headers, now);
    const code = reason || `http_${status}`;
    const text = "YouTube asks to try again later.";
    const isFault = status >= 500 || status === 408;
    const limit = isFault ? {} : { limit: toPostsLimit(retryAfterMs, now) };
    return { kind: "retry_later", retryAfterMs, code, message: text, ...limit, ...stored };
  }
  const action = PERSON_MUST_ACT[reason];
  if (action) return { kind: "reconnect", code: reason, message: action, ...stored };
  const field = FIELDS[reason];
  return {
    kind: "rejected",
    code: reason || `http_${status}`,
    message: toRefusedWords("YouTube", message),
    ...(field ? { field } : {}),
    ...stored,
  };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const { message } = toReason(response);
  const outcome = toOutcome(response, now);
  if (outcome.kind === "reconnect") {
    return new PlatformCallError("reconnect", outcome.code, outcome.message);
  }
  if (outcome.kind === "retry_later") {
    const kind = response.status >= 500 ? "unavailable" : "rate_limited";
    const ofApp = outcome.limit?.of === "app";
    return new PlatformCallError(kind, outcome.code, outcome.message, outcome.retryAfterMs, ofApp);
  }
  return new PlatformCallError("refused", `http_${response.status}`, message);
}
