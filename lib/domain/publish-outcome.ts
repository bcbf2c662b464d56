import type { PostStatus } from "./post-status";

interface Answered {
  /** The platform's answer with secrets removed. */
  response?: unknown;
}

/** What became of the post: a draft or a scheduled post is accepted, but nobody sees it yet. */
export type Visibility = "live" | "draft" | "scheduled";

export interface Published extends Answered {
  kind: "published";
  externalId: string;
  permalink: string | null;
  visibility: Visibility;
  /** What there is to say of a success, as whom it did not reach. */
  note?: string;
}

/** The platform has the post and still works on it, or did not let us look what became of it. */
export interface Pending extends Answered {
  kind: "pending";
  checkAfterMs: number;
  note?: string;
  /** Why nobody may look with the access there is: a fresh one is needed, and never a second post. */
  lookRefused?: { code: string; message: string };
}

export interface Limit {
  /** `posts`: of this account; its counts may still be read. `account`: it must rest. `app`: posts of all. */
  of: "posts" | "account" | "app";
  /** Epoch milliseconds; null: not told. */
  until: number | null;
}

/** Surely not posted; trying again may help. */
export interface RetryLater extends Answered {
  kind: "retry_later";
  retryAfterMs: number | null;
  code: string;
  message: string;
  /** What is used up, where the refusal speaks of more than this one post. */
  limit?: Limit;
  /** It is not this post that is refused: only the deadline ends the tries, not their number. */
  untilDeadline?: boolean;
}

/** Surely not posted; a person must reconnect the account. */
export interface Reconnect extends Answered {
  kind: "reconnect";
  code: string;
  message: string;
}

/** Surely not posted; the same content will be refused again. */
export interface Rejected extends Answered {
  kind: "rejected";
  code: string;
  message: string;
  field?: string;
}

/** Maybe posted: never tried again before somebody has looked. */
export interface Unknown extends Answered {
  kind: "unknown";
  code: string;
  message: string;
}

export type PublishOutcome = Published | Pending | RetryLater | Reconnect | Rejected | Unknown;

export interface DecisionContext {
  /** Number of this publish attempt, from 1. */
  attempt: number;
  now: Date;
  dueAt: Date;
  deadline: Date;
  /** In [0, 1): spreads retries out. */
  random: number;
  /** Looks at the platform already made since the outcome became doubtful. */
  checks?: number;
  /** Where the post stands; decides which moves are allowed. */
  from?: "publishing" | "pending" | "unknown";
}

export interface Settlement {
  status: PostStatus;
  nextAt: Date | null;
  code: string | null;
  message: string | null;
  externalId?: string;
  permalink?: string | null;
  visibility?: Visibility;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const RETRY_DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 2 * HOUR];
/** The first one and those after each delay. */
export const MAX_TRIES = RETRY_DELAYS.length + 1;
const CHECK_DELAYS = [10 * SECOND, MINUTE, 5 * MINUTE];
const PENDING_LIMIT_MS = 24 * HOUR;
const JITTER = 0.2;

/** Turns what a platform said into where the post goes next. */
export function decide(outcome: PublishOutcome, context: DecisionContext): Settlement {
  switch (outcome.kind) {
    case "published":
      return {
        status: "published",
        nextAt: null,
        code: null,
        message: outcome.note ?? null,
        externalId: outcome.externalId,
        permalink: outcome.permalink,
        visibility: outcome.visibility,
      };
    case "pending":
      return settlePending(outcome, context);
    case "retry_later":
      return settleRetry(outcome, context);
    case "reconnect":
      return settleReconnect(outcome, context);
    case "rejected":
      return stop(outcome.code, outcome.message, context);
    case "unknown":
      return settleUnknown(outcome, context);
  }
}

function settlePending(outcome: Pending, context: DecisionContext): Settlement {
  const { now, dueAt, deadline, from } = context;
  const last = Math.max(dueAt.getTime(), deadline.getTime());
  // A platform that works on a post gets a day more; where nobody can learn more, a person is asked.
  if (from === "unknown" && now.getTime() >= last) {
    const message = outcome.note ?? "The platform did not tell whether it is out.";
    return { status: "parked", nextAt: null, code: "never_told", message };
  }
  if (now.getTime() >= last + PENDING_LIMIT_MS) {
    const message = "The platform has been processing this for more than a day.";
    return settleUnknown({ code: "pending_too_long", message }, context);
  }
  return {
    status: context.from === "unknown" ? "unknown" : "pending",
    nextAt: later(now, Math.max(outcome.checkAfterMs, SECOND)),
    code: null,
    message: outcome.note ?? null,
  };
}

function settleRetry(outcome: RetryLater, context: DecisionContext): Settlement {
  const { attempt, now, deadline, random } = context;
  const delay = RETRY_DELAYS[attempt - 1] ?? (outcome.untilDeadline ? 2 * HOUR : undefined);
  if (delay === undefined) {
    return stop(outcome.code, `${outcome.message} Gave up after ${attempt} tries.`, context);
  }
  const jittered = delay * (1 - JITTER + 2 * JITTER * random);
  const wait = Math.round(outcome.retryAfterMs ?? jittered);
  const nextAt = Math.max(now.getTime() + wait, outcome.limit?.until ?? 0);
  // What was in doubt is proved absent: it waits in the queue, where its deadline ends it as too late.
  if (nextAt > deadline.getTime() && context.from !== "unknown") {
    return stop(outcome.code, `${outcome.message} No time is left for another try.`, context);
  }
  return {
    // A platform that dropped what it was processing is looked at once more before it is asked again.
    status: context.from === "pending" ? "unknown" : "queued",
    nextAt: new Date(nextAt),
    code: outcome.code,
    message: outcome.message,
  };
}

function settleReconnect(outcome: Reconnect, context: DecisionContext): Settlement {
  if (context.from === "pending" || context.from === "unknown") {
    return settleUnknown(outcome, context);
  }
  return {
    status: "blocked",
    nextAt: null,
    code: outcome.code,
    message: outcome.message,
  };
}

function settleUnknown(
  outcome: { code: string; message: string },
  context: DecisionContext,
): Settlement {
  const { code, message } = outcome;
  const delay = CHECK_DELAYS[context.checks ?? 0];
  if (delay !== undefined) {
    return {
      status: "unknown",
      nextAt: later(context.now, delay),
      code,
      message,
    };
  }
  // Parking is reached from a doubtful post only; any other takes one last look first.
  if (context.from !== "unknown") {
    return { status: "unknown", nextAt: context.now, code, message };
  }
  return { status: "parked", nextAt: null, code, message };
}

/** Ends the automatic part: refused for good, or, once in doubt, left to a person. */
function stop(code: string, message: string, context: DecisionContext): Settlement {
  const status = context.from === "unknown" ? "parked" : "failed";
  return { status, nextAt: null, code, message };
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
