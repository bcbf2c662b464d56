import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { RemoveOutcome } from "./adapter";

/** The same answer, to the wish to delete a post. Where it is open what became of it, asking again is safe. */
export function toRemoveOutcome(outcome: PublishOutcome, label: string): RemoveOutcome {
  const later = {
    kind: "retry_later",
    message: `${label} could not delete the post yet.`,
  } as const;
  switch (outcome.kind) {
    case "retry_later":
      return { ...later, code: outcome.code, retryAfterMs: outcome.retryAfterMs };
    case "pending":
      return { ...later, code: "in_progress", retryAfterMs: outcome.checkAfterMs };
    case "unknown":
      return { ...later, code: outcome.code, retryAfterMs: null };
    case "published":
      return { kind: "refused", code: "refused", message: `${label} did not delete the post.` };
    default:
      return {
        kind: outcome.kind === "reconnect" ? "reconnect" : "refused",
        code: outcome.code,
        message: outcome.message,
      };
  }
}
