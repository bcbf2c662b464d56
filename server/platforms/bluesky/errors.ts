import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toPostsLimit, toRetryAfterMs, toStoredAnswer } from "../http-answer";
import { toRefusedWords } from "../plain-words";

const Problem = z.object({ error: z.string().catch(""), message: z.string().catch("") });

export interface BlueskyProblem {
  name: string;
  message: string;
}

export function toProblem(response: EgressResponse): BlueskyProblem {
  const { error = "", message = "" } = Problem.safeParse(response.json()).data ?? {};
  return {
    name: error,
    message: (message || error || `Bluesky answered ${response.status}.`).slice(0, 500),
  };
}

/** An ended session is a 400 here, not a 401. */
const SESSION_ENDED = new Set(["ExpiredToken", "InvalidToken", "AuthMissing"]);

export const hasSessionEnded = (response: EgressResponse): boolean =>
  response.status === 401 || SESSION_ENDED.has(toProblem(response).name);

const ACCOUNT_CLOSED = new Set([
  "AccountTakedown",
  "AccountDeactivated",
  "RepoTakendown",
  "RepoSuspended",
  "RepoDeactivated",
]);
const MEDIA_REFUSED = new Set(["BlobTooLarge", "InvalidMimeType", "InvalidSize"]);
const PERMISSION_MISSING = new Set(["ScopeMissingError", "InsufficientScope", "BadTokenScope"]);

/** Milliseconds until the limit's window ends; null where the answer tells none. */
function toResetMs(response: EgressResponse, now: Date): number | null {
  const told = toRetryAfterMs(response.headers, now);
  if (told !== null) return told;
  const reset = Number(response.headers["ratelimit-reset"]);
  if (!Number.isFinite(reset) || reset <= 0) return null;
  return Math.max(1000, reset * 1000 - now.getTime());
}

function toReconnect(status: number, { name, message }: BlueskyProblem) {
  const kind = "reconnect" as const;
  if (ACCOUNT_CLOSED.has(name)) {
    const what = `Bluesky has closed or paused this account: ${message}`;
    return { kind, code: "account_closed", message: `${what}. Open it in the Bluesky app.` };
  }
  if (PERMISSION_MISSING.has(name) || status === 403) {
    const what = "This app password may not post. Make a new one and reconnect the account.";
    return { kind, code: "permission_missing", message: what };
  }
  if (SESSION_ENDED.has(name) || status === 401) {
    const code = name === "ExpiredToken" ? "token_expired" : "unauthorized";
    const what = "Bluesky no longer accepts the session. Reconnect the account.";
    return { kind, code, message: what };
  }
  return null;
}

/**
 * What a refused call means. `creates`: the call makes the post, so that a server error leaves it
 * open whether the post exists; elsewhere it surely does not.
 */
export function toOutcome(response: EgressResponse, creates: boolean, now: Date): PublishOutcome {
  const problem = toProblem(response);
  const stored = { response: toStoredAnswer(response) };
  const { status } = response;
  const reconnect = toReconnect(status, problem);
  if (reconnect) return { ...reconnect, ...stored };
  if (status === 429 || problem.name === "RateLimitExceeded") {
    const message = "Bluesky limits how often this account may post.";
    const retryAfterMs = toResetMs(response, now);
    const limit = toPostsLimit(retryAfterMs, now);
    return { kind: "retry_later", retryAfterMs, limit, code: "rate_limited", message, ...stored };
  }
  if (status >= 500 || status === 408) {
    const code = `http_${status}`;
    const message = "Bluesky had a fault of its own.";
    return creates
      ? { kind: "unknown", code, message: `${message} The post may exist.`, ...stored }
      : { kind: "retry_later", retryAfterMs: null, code, message, ...stored };
  }
  // An upload that nothing refers to is thrown away after a while; the next try uploads it again.
  if (problem.name === "BlobNotFound") {
    const message = "Bluesky has lost the uploaded image.";
    return { kind: "retry_later", retryAfterMs: null, code: "blob_gone", message, ...stored };
  }
  const isMedia = /\b(blob|image|mime)/i.test(problem.message);
  if (MEDIA_REFUSED.has(problem.name) || status === 413 || isMedia) {
    const isLarge = status === 413 || /too (big|large)/i.test(problem.name + problem.message);
    const message = isLarge
      ? "The image is too large for Bluesky. Use a smaller one."
      : "Bluesky can't use this image. Use a JPEG or a PNG.";
    return { kind: "rejected", code: "media_refused", message, field: "media", ...stored };
  }
  const message = toRefusedWords("Bluesky", problem.message);
  const code = problem.name === "InvalidRequest" ? "invalid_content" : "refused";
  return { kind: "rejected", code, message, ...stored };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const problem = toProblem(response);
  const reconnect = toReconnect(response.status, problem);
  if (reconnect) return new PlatformCallError("reconnect", reconnect.code, reconnect.message);
  if (response.status === 429) {
    const wait = toResetMs(response, now);
    return new PlatformCallError("rate_limited", "rate_limited", problem.message, wait);
  }
  const kind = response.status >= 500 ? "unavailable" : "refused";
  return new PlatformCallError(kind, `http_${response.status}`, problem.message);
}
