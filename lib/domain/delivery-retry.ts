const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Waits after the first, second, … try. With the jitter they stay within the day. */
const WAITS_MS = [
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  3.5 * hour,
] as const;
const JITTER = 0.1;
const DAY_MS = 24 * hour;
const GONE = 410;

export interface DeliveryAnswer {
  /** Null: there was none. */
  status: number | null;
  /** What the receiver asked for by Retry-After. */
  retryAfterMs: number | null;
}

interface Standing {
  /** Counting this try, since the first or since it was asked for again. */
  attempt: number;
  startedAt: Date;
  now: Date;
  /** In [0, 1). */
  random: number;
}

export type DeliveryDecision =
  | { status: "delivered" }
  | { status: "failed"; gone: boolean }
  | { status: "pending"; nextAt: Date };

export const isAccepted = (status: number | null): boolean =>
  status !== null && status >= 200 && status < 300;

/** What becomes of a delivery after a try: 2xx is good, 410 ends it, all else is tried again for a day. */
export function decideDelivery(answer: DeliveryAnswer, at: Standing): DeliveryDecision {
  if (isAccepted(answer.status)) return { status: "delivered" };
  if (answer.status === GONE) return { status: "failed", gone: true };
  const wait = WAITS_MS[at.attempt - 1];
  const end = at.startedAt.getTime() + DAY_MS;
  const now = at.now.getTime();
  if (wait === undefined || now >= end) return { status: "failed", gone: false };
  const planned = wait * (1 + JITTER * at.random);
  // A wish beyond the day still gets its last try at the end of it.
  const next = Math.min(end, now + Math.max(planned, answer.retryAfterMs ?? 0));
  return { status: "pending", nextAt: new Date(next) };
}

/** Retry-After: seconds, or a date. */
export function readRetryAfter(value: string | undefined, now: Date): number | null {
  if (!value) return null;
  const ms = /^\d{1,9}$/.test(value.trim())
    ? Number(value) * second
    : Date.parse(value) - now.getTime();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}
