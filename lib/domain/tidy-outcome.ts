import { toPlainSentence } from "./plain-sentence";
import type { PublishOutcome } from "./publish-outcome";

const LONGEST_WAIT_MS = 40 * 86_400_000;

/** A platform's word as the product takes it: plain sentences, and no wait beyond all sense. */
export function tidyOutcome(outcome: PublishOutcome, now: Date): PublishOutcome {
  switch (outcome.kind) {
    case "published":
      if (outcome.externalId.trim() === "") return withoutId(outcome);
      return outcome.note ? { ...outcome, note: toPlainSentence(outcome.note) } : outcome;
    case "pending": {
      const checkAfterMs = toWait(outcome.checkAfterMs) ?? 0;
      const note = outcome.note ? { note: toPlainSentence(outcome.note) } : {};
      return { ...outcome, checkAfterMs, ...note };
    }
    case "retry_later": {
      const message = toPlainSentence(outcome.message);
      const tidy = { ...outcome, message, retryAfterMs: toWait(outcome.retryAfterMs) };
      if (!outcome.limit) return tidy;
      const { until } = outcome.limit;
      const wait = toWait(until === null ? null : until - now.getTime());
      return {
        ...tidy,
        limit: { ...outcome.limit, until: wait === null ? null : now.getTime() + wait },
      };
    }
    default:
      return { ...outcome, message: toPlainSentence(outcome.message) };
  }
}

/** Nothing shows that it is there, and sending it again could make it two. */
function withoutId({ response }: { response?: unknown }): PublishOutcome {
  const message = "The platform called it published and gave no id for it.";
  return { kind: "unknown", code: "no_id", message, response };
}

/** Nonsense counts as not told. */
function toWait(ms: number | null): number | null {
  if (ms === null || Number.isNaN(ms)) return null;
  return Math.min(Math.max(0, ms), LONGEST_WAIT_MS);
}
