import { z } from "zod";
import type { PublishOutcome, Reconnect } from "@/lib/domain/publish-outcome";
import { PlatformCallError } from "../adapter";
import { toPostsLimit, toRetryAfterMs, toStoredAnswer } from "../http-answer";
import type { Answer } from "./api";

const Problem = z.object({
  code: z.string(),
  message: z.string().catch(""),
  data: z
    .object({
      term_id: z.coerce.number().int().positive().optional().catch(undefined),
      params: z.record(z.string(), z.string()).optional().catch(undefined),
      details: z
        .record(z.string(), z.object({ code: z.string() }))
        .optional()
        .catch(undefined),
    })
    .nullish()
    .catch(null),
});
type Problem = z.infer<typeof Problem>;

/** `creates`: the call leaves a trace, so that a broken answer leaves open whether it is there. */
export type Effect = "none" | "creates";

/** Null where the answer is none of WordPress's own. */
export function findProblem({ body }: Answer): Problem | null {
  return Problem.safeParse(body).data ?? null;
}

/** The id of the term that the site already has under this name. */
export function findExistingTerm(answer: Answer): number | null {
  const problem = findProblem(answer);
  return problem?.code === "term_exists" ? (problem.data?.term_id ?? null) : null;
}

function toWords({ message, data }: Problem): string {
  const parts = Object.values(data?.params ?? {});
  const words = [message, ...parts].join(" ").replace(/<[^>]*>/g, "");
  return words.trim().slice(0, 500);
}

/** A wrong password is taken for a visitor, whom the site then refuses this and that. */
function isVisitor(status: number, problem: Problem | null): boolean {
  const details = Object.values(problem?.data?.details ?? {});
  return status === 401 || details.some(({ code }) => code === "rest_forbidden_status");
}

export const CREDENTIALS_MESSAGE =
  "The site no longer takes the application password. Connect it again with a new one.";

/** What a refused call means for the post. */
export function toOutcome(answer: Answer, effect: Effect, now: Date): PublishOutcome {
  const { status, headers, response } = answer;
  const problem = findProblem(answer);
  const stored = { response: toStoredAnswer(response) };
  const code = problem?.code ?? `http_${status}`;
  if (isVisitor(status, problem)) {
    return { kind: "reconnect", code: "unauthorized", message: CREDENTIALS_MESSAGE, ...stored };
  }
  if (problem?.code.startsWith("rest_upload_") || status === 413) {
    return { ...toUploadRefusal(problem), ...stored };
  }
  if (status === 429) {
    const message = "The site limits how often it may be called.";
    const retryAfterMs = toRetryAfterMs(headers, now);
    const limit = toPostsLimit(retryAfterMs, now);
    return { kind: "retry_later", retryAfterMs, limit, code: "rate_limited", message, ...stored };
  }
  if (status === 403 && problem) {
    const message = `The user's role on the site does not allow this: ${toWords(problem)} Give it a higher role, or connect another user.`;
    return { kind: "reconnect", code, message, ...stored };
  }
  if (status === 403) {
    const message = "The site's firewall refused the post. Ask whoever runs the site to let it in.";
    return { kind: "rejected", code: "blocked_by_site", message, ...stored };
  }
  if (status === 404 && (!problem || problem.code === "rest_no_route")) {
    const message = "The site's REST API does not answer there. Switch it on, or connect it again.";
    return { kind: "reconnect", code: "api_not_found", message, ...stored };
  }
  if (status === 408 || status >= 500 || status < 300)
    return { ...toFailure(status, effect), ...stored };
  return { kind: "rejected", code, message: toRefusal(status, problem), ...stored };
}

function toRefusal(status: number, problem: Problem | null): string {
  return (problem && toWords(problem)) || `The site refused the post (${status}).`;
}

function toUploadRefusal(problem: Problem | null): PublishOutcome {
  const code = problem?.code ?? "too_large";
  // A body beyond what PHP reads at all arrives as if no file had been sent.
  const isTooLarge = !problem || /_no_(content|data)/.test(code);
  const message = isTooLarge
    ? "The file is larger than the site takes. Use a smaller one, or have its limit raised."
    : `The site did not take the file: ${toWords(problem)}`;
  return { kind: "rejected", code, message, field: "media" };
}

/** Server errors, and pages where JSON was due. */
function toFailure(status: number, effect: Effect): PublishOutcome {
  const code = status < 300 ? "bad_answer" : `http_${status}`;
  const said =
    status < 300 ? "The site's answer could not be read." : "The site had a fault of its own.";
  if (effect === "creates") {
    return { kind: "unknown", code, message: `${said} The post may be there.` };
  }
  return { kind: "retry_later", retryAfterMs: null, code, message: said };
}

/** The same for a read. */
export function toCallError(outcome: PublishOutcome): PlatformCallError {
  const { code, message } =
    "message" in outcome ? outcome : { code: "bad_answer", message: "The site gave no answer." };
  if (outcome.kind === "reconnect") return new PlatformCallError("reconnect", code, message);
  if (outcome.kind !== "retry_later") return new PlatformCallError("refused", code, message);
  const kind = outcome.limit ? "rate_limited" : "unavailable";
  return new PlatformCallError(kind, code, message, outcome.retryAfterMs);
}

/** The user is who they say, and may not do this one thing. */
export function isRoleTooLow(outcome: PublishOutcome): outcome is Reconnect {
  return outcome.kind === "reconnect" && outcome.code.startsWith("rest_cannot_");
}
