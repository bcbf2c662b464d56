import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toPostsLimit, toRetryAfterMs, toStoredAnswer } from "../http-answer";

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

/** What a refused message means. After a fault of the site's the post may be there. */
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
    const note = "The site is still working on the first try of this post.";
    return { kind: "pending", checkAfterMs: retryAfterMs ?? STILL_RUNNING_MS, note, ...stored };
  }
  if (status === 429) {
    const message = "The site limits how often it may be called.";
    const limit = toPostsLimit(retryAfterMs, now);
    return { kind: "retry_later", retryAfterMs, limit, code: "rate_limited", message, ...stored };
  }
  if (status === 408 || status >= 500) {
    const message = "The site had a fault of its own. The post may be there.";
    return { kind: "unknown", code: `http_${status}`, message, ...stored };
  }
  if (status === 404 && attempt < TRIES_ON_NOT_FOUND) {
    const message = "The site takes no posts at this address.";
    return { kind: "retry_later", retryAfterMs, code: "http_404", message, ...stored };
  }
  const code = status === 404 ? "endpoint_not_found" : "invalid_content";
  return { kind: "rejected", code, message: detail, ...stored };
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
