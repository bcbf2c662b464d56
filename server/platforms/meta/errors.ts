import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import { redactText } from "../egress-log";
import type { EgressResponse } from "../http";
import { toStoredAnswer } from "../http-answer";
import { toRefusedWords } from "../plain-words";
import { readWaitMs } from "./usage";

const Body = z.object({
  error: z.object({
    message: z.string().catch(""),
    type: z.string().catch(""),
    code: z.number().catch(0),
    error_subcode: z.number().catch(0),
    error_user_msg: z.string().catch(""),
    is_transient: z.boolean().catch(false),
  }),
});

export interface GraphError {
  status: number;
  code: number;
  subcode: number;
  /** Meta's words for a person where it has any, else its words for a programmer. */
  message: string;
  isTransient: boolean;
}

/** What Meta means, apart from what each platform makes of it. */
export type Verdict =
  | { kind: "expired" }
  | { kind: "permission" }
  | { kind: "throttled" }
  /** No more posts today. */
  | { kind: "capped" }
  | { kind: "duplicate" }
  | { kind: "policy" }
  /** Meta's own trouble: a call that posts may have posted. */
  | { kind: "transient" }
  /** Surely nothing came of it, and the same again may work. */
  | { kind: "again"; message: string }
  | { kind: "invalid"; field?: "media" | "text"; message?: string };

const THROTTLED = new Set([4, 17, 32, 613]);

/** The codes that mean the same wherever the Graph answers. */
export function judge(error: GraphError): Verdict {
  const { code, status } = error;
  if (code === 190 || code === 102) return { kind: "expired" };
  if (THROTTLED.has(code) || (code >= 80_000 && code <= 80_014)) return { kind: "throttled" };
  if (code === 368) return { kind: "policy" };
  if (code === 506) return { kind: "duplicate" };
  if (code === 3 || code === 10 || (code >= 200 && code <= 299)) return { kind: "permission" };
  if (code === 1 || code === 2 || error.isTransient) return { kind: "transient" };
  if (code === 0 && status === 401) return { kind: "expired" };
  if (status === 429) return { kind: "throttled" };
  if (status >= 500 || status === 408) return { kind: "transient" };
  return { kind: "invalid" };
}

export function readGraphError(response: EgressResponse): GraphError {
  const { status } = response;
  const error = Body.safeParse(response.json()).data?.error;
  if (!error) {
    return { status, code: 0, subcode: 0, message: `Meta answered ${status}`, isTransient: false };
  }
  const words = error.error_user_msg || error.message || `Meta answered ${status}`;
  return {
    status,
    code: error.code,
    subcode: error.error_subcode,
    message: redactText(words, 400),
    isTransient: error.is_transient,
  };
}

export interface Refusals {
  label: string;
  judge(error: GraphError): Verdict;
}

export interface CallFacts {
  /** The call makes the post public, so that a server error leaves open whether it is. */
  creates: boolean;
  now: Date;
}

const HOUR_MS = 3_600_000;

/** What a refused call means for the post. */
export function toOutcome(
  response: EgressResponse,
  { label, judge: judgeError }: Refusals,
  { creates, now }: CallFacts,
): PublishOutcome {
  const error = readGraphError(response);
  const verdict = judgeError(error);
  const stored = { response: toStoredAnswer(response) };
  const code = error.code === 0 ? `http_${error.status}` : toCode(error);
  switch (verdict.kind) {
    case "expired": {
      const message = `${label} no longer accepts the connection. Reconnect the account.`;
      return { kind: "reconnect", code: "unauthorized", message, ...stored };
    }
    case "permission": {
      const message = `${label} does not permit this account to post. Reconnect it and allow everything that is asked for.`;
      return { kind: "reconnect", code: "permission_missing", message, ...stored };
    }
    case "throttled": {
      const waitMs = readWaitMs(response.headers);
      const message = `${label} limits how often this account may post.`;
      const until = waitMs === null ? null : now.getTime() + waitMs;
      return {
        kind: "retry_later",
        retryAfterMs: waitMs,
        code: "rate_limited",
        message,
        limit: { of: "account", until },
        ...stored,
      };
    }
    case "capped": {
      const message = `The account has reached ${label}'s limit of posts in 24 hours.`;
      return {
        kind: "retry_later",
        retryAfterMs: HOUR_MS,
        code: "daily_cap",
        message,
        limit: { of: "account", until: now.getTime() + HOUR_MS },
        ...stored,
      };
    }
    case "transient": {
      if (creates) {
        const message = `${label} had a fault of its own. The post may exist.`;
        return { kind: "unknown", code, message, ...stored };
      }
      const message = `${label} had a fault of its own.`;
      return { kind: "retry_later", retryAfterMs: null, code, message, ...stored };
    }
    case "again":
      return { kind: "retry_later", retryAfterMs: null, code, message: verdict.message, ...stored };
    case "duplicate": {
      const message = `${label} refused this because the account posted the same before.`;
      return { kind: "rejected", code: "duplicate", message, field: "text", ...stored };
    }
    case "policy":
      return {
        ...{ kind: "rejected", code: "policy", message: toRefusedWords(label, error.message) },
        ...stored,
      };
    case "invalid": {
      const field = verdict.field ? { field: verdict.field } : {};
      const message = verdict.message ?? toRefusedWords(label, error.message);
      const named = verdict.field === "media" ? "media_refused" : code;
      return { kind: "rejected", code: named, message, ...field, ...stored };
    }
  }
}

const toCode = ({ code, subcode }: GraphError) => (subcode ? `${code}/${subcode}` : String(code));

/** A read that was refused. */
export function toCallError(response: EgressResponse, refusals: Refusals): PlatformCallError {
  const error = readGraphError(response);
  const { kind } = refusals.judge(error);
  const code = error.code === 0 ? `http_${error.status}` : toCode(error);
  if (kind === "expired" || kind === "permission") {
    return new PlatformCallError("reconnect", code, error.message);
  }
  if (kind === "throttled") {
    const waitMs = readWaitMs(response.headers);
    return new PlatformCallError("rate_limited", "rate_limited", error.message, waitMs);
  }
  const isTrouble = kind === "transient" || kind === "again";
  return new PlatformCallError(isTrouble ? "unavailable" : "refused", code, error.message);
}

/** An object that is not there, or not there for this token. */
export function isMissingObject(response: EgressResponse): boolean {
  const { status, code, subcode } = readGraphError(response);
  return status === 404 || (code === 100 && subcode === 33) || code === 803;
}
