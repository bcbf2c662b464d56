import type { Limit } from "@/lib/domain/publish-outcome";
import { redactText } from "./egress-log";

interface Answer {
  status: number;
  headers: Record<string, string>;
  text(): string;
  json(): unknown;
}

/** The platform's answer as it may be stored with an attempt: short, without secrets. */
export function toStoredAnswer(answer: Answer): { status: number; body: unknown } {
  const text = redactText(answer.text());
  try {
    return { status: answer.status, body: JSON.parse(text) };
  } catch {
    return { status: answer.status, body: text };
  }
}

/** `Retry-After` in either of its forms, or null. */
export function toRetryAfterMs(headers: Record<string, string>, now: Date): number | null {
  const value = headers["retry-after"]?.trim();
  if (!value) return null;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** The limit on an account's posts that an answer told of, with how long it lasts where it says so. */
export function toPostsLimit(retryAfterMs: number | null, now: Date): Limit {
  return { of: "posts", until: retryAfterMs === null ? null : now.getTime() + retryAfterMs };
}
