import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { toRetryAfterMs, toStoredAnswer } from "../http-answer";

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

const DAY_MS = 86_400_000;
const WINDOW_MS = 15 * 60_000;

export function toProblem(response: EgressResponse): XProblem {
  const { type, title, detail, errors } = Problem.safeParse(response.json()).data ?? {};
  return {
    type: type ?? "",
    detail: detail ?? errors?.[0]?.message ?? title ?? `X answered ${response.status}`,
  };
}

/** X refuses a text it already has. On a repeat that is evidence that the first try arrived. */
export function isDuplicate(response: EgressResponse): boolean {
  return response.status === 403 && /duplicate content/i.test(toProblem(response).detail);
}

function resetAfterMs(response: EgressResponse, now: Date): number {
  const told = toRetryAfterMs(response.headers, now);
  if (told !== null) return told;
  const reset = Number(response.headers["x-rate-limit-reset"]);
  if (!Number.isFinite(reset) || reset <= 0) return WINDOW_MS;
  return Math.max(1000, reset * 1000 - now.getTime());
}

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
  if (status === 402 || (status === 429 && type.includes("usage-capped"))) {
    return {
      kind: "retry_later",
      retryAfterMs: DAY_MS,
      pauseAccountUntil: now.getTime() + DAY_MS,
      code: "credits_exhausted",
      message: "The X app has used up its credits. Add credits in the developer portal.",
      ...stored,
    };
  }
  if (status === 429) {
    const message = "X limits how often this account may post.";
    const retryAfterMs = resetAfterMs(response, now);
    return { kind: "retry_later", retryAfterMs, code: "rate_limited", message, ...stored };
  }
  if (status >= 500 || status === 408) {
    return creates
      ? {
          kind: "unknown",
          code: `http_${status}`,
          message: `X answered ${status}. The post may exist.`,
          ...stored,
        }
      : {
          kind: "retry_later",
          retryAfterMs: null,
          code: `http_${status}`,
          message: `X answered ${status}.`,
          ...stored,
        };
  }
  if (status === 403 && /client-forbidden|not-authorized/.test(type)) {
    const message = `X does not permit this app or account to do that: ${detail}`;
    return { kind: "reconnect", code: "forbidden", message, ...stored };
  }
  const code = status === 403 ? "refused" : "invalid_content";
  return { kind: "rejected", code, message: detail, ...stored };
}

/** A failure of the network, by whether the call may have arrived. Bugs are thrown on. */
export function toNetworkOutcome(error: unknown, creates: boolean): PublishOutcome {
  if (!(error instanceof EgressError)) throw error;
  if (creates && error.sent === "maybe") {
    const message = `${error.message}. The post may exist.`;
    return { kind: "unknown", code: error.code, message };
  }
  const message = `${error.message}. Nothing was posted.`;
  return { kind: "retry_later", retryAfterMs: null, code: error.code, message };
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const { detail } = toProblem(response);
  const { status } = response;
  if (status === 401) return new PlatformCallError("reconnect", "unauthorized", detail);
  if (status === 429) {
    const retryAfterMs = resetAfterMs(response, now);
    return new PlatformCallError("rate_limited", "rate_limited", detail, retryAfterMs);
  }
  const kind = status >= 500 ? "unavailable" : "refused";
  return new PlatformCallError(kind, `http_${status}`, detail);
}
