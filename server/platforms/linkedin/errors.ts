import { z } from "zod";
import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import type { EgressResponse } from "../http";
import { toRetryAfterMs, toStoredAnswer } from "../http-answer";
import { toRefusedWords } from "../plain-words";
import { findPostUrn } from "./urns";

const text = z.string().optional().catch(undefined);
const Problem = z.object({
  message: text,
  code: text,
  errorDetails: z
    .object({
      inputErrors: z
        .array(
          z.object({
            code: text,
            description: text,
            input: z
              .object({ inputPath: z.object({ fieldPath: text }).optional().catch(undefined) })
              .optional()
              .catch(undefined),
          }),
        )
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
});

interface LinkedinProblem {
  /** What is wrong with the request, where LinkedIn says it, else the code of the whole answer. */
  code: string;
  message: string;
  /** Path of the field that is wrong: "/commentary". */
  path: string;
}

const DAY_MS = 86_400_000;

function readProblem(response: EgressResponse): LinkedinProblem {
  const { message, code, errorDetails } = Problem.safeParse(response.json()).data ?? {};
  const [first] = errorDetails?.inputErrors ?? [];
  return {
    code: first?.code ?? code ?? `http_${response.status}`,
    message: message || first?.description || `LinkedIn answered ${response.status}`,
    path: first?.input?.inputPath?.fieldPath ?? "",
  };
}

/** Null where the refusal is about something else; `urn` is null where the earlier post is not named. */
export function readDuplicate(response: EgressResponse): { urn: string | null } | null {
  const { code, message } = readProblem(response);
  if (response.status !== 422 && response.status !== 400) return null;
  if (code !== "DUPLICATE_POST" && !/duplicate of urn:li:/i.test(message)) return null;
  return { urn: findPostUrn(message) };
}

/** LinkedIn counts calls by the day and tells no time to wait: its day ends at 00:00 UTC. */
function toLimitMs({ headers }: EgressResponse, now: Date): number {
  const told = toRetryAfterMs(headers, now);
  return told ?? DAY_MS - (now.getTime() % DAY_MS);
}

const NOT_CONNECTED = "LinkedIn no longer accepts the connection. Reconnect the account.";

/**
 * What a refused call means. `creates`: the call makes the post, so that a server error leaves it
 * open whether the post exists; elsewhere it surely does not.
 */
export function toOutcome(response: EgressResponse, creates: boolean, now: Date): PublishOutcome {
  const { status } = response;
  const { code, message, path } = readProblem(response);
  const stored = { response: toStoredAnswer(response) };
  if (status === 401) {
    return { kind: "reconnect", code: code.toLowerCase(), message: NOT_CONNECTED, ...stored };
  }
  if (status === 403) {
    const words =
      "LinkedIn does not permit this: a permission, a product of the app or your role on the page is missing. Reconnect and allow everything that is asked for.";
    return { kind: "reconnect", code: "access_denied", message: words, ...stored };
  }
  if (status === 426 || code === "VERSION_MISSING") return { ...versionEnded(), ...stored };
  if (status === 429) {
    const retryAfterMs = toLimitMs(response, now);
    const limit = { of: "account", until: now.getTime() + retryAfterMs } as const;
    const words = "This account or app has made all the calls that LinkedIn allows today.";
    const limited = { kind: "retry_later", code: "rate_limited", message: words } as const;
    return { ...limited, retryAfterMs, limit, ...stored };
  }
  if (status >= 500 || status === 408) return { ...toServerError(status, creates), ...stored };
  if (status === 409) {
    const words = "LinkedIn was busy with the same account.";
    return { kind: "retry_later", retryAfterMs: null, code: "conflict", message: words, ...stored };
  }
  const words = toRefusedWords("LinkedIn", message);
  return {
    kind: "rejected",
    code: code.toLowerCase(),
    message: words,
    ...toField(path),
    ...stored,
  };
}

/** Nobody can post until the operator acts, so that tries are not counted. */
function versionEnded() {
  return {
    kind: "retry_later",
    retryAfterMs: 3_600_000,
    untilDeadline: true,
    code: "version_ended",
    message: "LinkedIn has ended this API version. Set LINKEDIN_VERSION to a newer month.",
  } as const;
}

function toServerError(status: number, creates: boolean): PublishOutcome {
  const code = `http_${status}`;
  const message = "LinkedIn had a fault of its own.";
  return creates
    ? { kind: "unknown", code, message: `${message} The post may exist.` }
    : { kind: "retry_later", retryAfterMs: null, code, message };
}

function toField(path: string): { field?: string } {
  if (/commentary/i.test(path)) return { field: "text" };
  if (/content\/article\/source/i.test(path)) return { field: "options.link" };
  if (/title/i.test(path)) return { field: "title" };
  return /content/i.test(path) ? { field: "media" } : {};
}

export function toCallError(response: EgressResponse, now: Date): PlatformCallError {
  const { status } = response;
  const { code, message } = readProblem(response);
  if (status === 401) return new PlatformCallError("reconnect", code.toLowerCase(), NOT_CONNECTED);
  if (status === 403) return new PlatformCallError("reconnect", "access_denied", message);
  if (status === 426) {
    const ended = versionEnded();
    return new PlatformCallError("unavailable", ended.code, ended.message);
  }
  if (status === 429) {
    const waitMs = toLimitMs(response, now);
    return new PlatformCallError("rate_limited", "rate_limited", message, waitMs);
  }
  const kind = status >= 500 ? "unavailable" : "refused";
  return new PlatformCallError(kind, code.toLowerCase(), message);
}
