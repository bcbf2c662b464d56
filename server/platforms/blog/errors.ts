import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toRetryAfterMs, toStoredAnswer } from "../http-answer";

const Problem = z.object({
  title: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});

const STILL_RUNNING_MS = 30_000;
const TRIES_ON_NOT_FOUND = 2;

export function toDetail(response: EgressResponse): string {
  const { title, detail, message } = Problem.safeParse(response.json()).data ?? {};
  return (detail ?? message ?? title ?? `The site answered ${response.status}.`).slice(0, 500);
}

/** Repeats carry the same Idempotency-Key, so a post that may have arrived may be sent again. */
export function toOutcome(response: EgressResponse, attempt: number, now: Date): PublishOutcome {
  const stored = { response: toStoredAnswer(response) };
  const { status } = response;
  const detail = toDetail(response);
  const retryAfterMs = toRetryAfterMs(response.headers, now);
  if (status === 401 || status === 403) {
    const message = `The site refused the API key or the signature: ${detail}`;
    return { kind: "reconnect", code: "unauthorized", message, ...stored };
  }
  if (status === 410) {
    const message = "The site says that it takes no more posts at this address.";
    return { kind: "reconnect", code: "endpoint_gone", message, ...stored };
  }
  if (status >= 300 && status < 400) return toRedirectOutcome();
  if (status === 409) {
    const message = "The site is still working on the first try of this post.";
    const wait = retryAfterMs ?? STILL_RUNNING_MS;
    return { kind: "retry_later", retryAfterMs: wait, code: "in_progress", message, ...stored };
  }
  const isWorthRepeating = status === 408 || status === 429 || status >= 500;
  if (isWorthRepeating || (status === 404 && attempt < TRIES_ON_NOT_FOUND)) {
    const code = status === 429 ? "rate_limited" : `http_${status}`;
    const message = `The site answered ${status}.`;
    return { kind: "retry_later", retryAfterMs, code, message, ...stored };
  }
  const code = status === 404 ? "endpoint_not_found" : "invalid_content";
  return { kind: "rejected", code, message: detail, ...stored };
}

export function toNetworkOutcome(error: unknown): PublishOutcome {
  if (!(error instanceof EgressError)) throw error;
  if (error.code === "redirect") return toRedirectOutcome();
  if (error.code === "private_address" || error.code === "scheme") {
    return { kind: "reconnect", code: error.code, message: `${error.message}.` };
  }
  const message = `${error.message}. Sending it again is safe.`;
  return { kind: "retry_later", retryAfterMs: null, code: error.code, message };
}

function toRedirectOutcome(): PublishOutcome {
  const message = "The site answered with a redirect. Reconnect it with its final address.";
  return { kind: "reconnect", code: "redirect", message };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const { status } = response;
  const wait = toRetryAfterMs(response.headers, now);
  if (status === 401 || status === 403) {
    return new PlatformCallError("reconnect", "unauthorized", toDetail(response));
  }
  if (status === 429) {
    return new PlatformCallError("rate_limited", "rate_limited", toDetail(response), wait);
  }
  const kind = status >= 500 ? "unavailable" : "refused";
  return new PlatformCallError(kind, `http_${status}`, toDetail(response), wait);
}
