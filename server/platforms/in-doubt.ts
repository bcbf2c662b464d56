import type { Pending, PublishOutcome, Reconnect } from "@/lib/domain/publish-outcome";

const LOOK_AGAIN_MS = 60_000;

/** Whether it is out can't be seen with this access; that says nothing of the post itself. */
export function toRefusedLook({ code, message, response }: Omit<Reconnect, "kind">): Pending {
  return {
    kind: "pending",
    checkAfterMs: LOOK_AGAIN_MS,
    note: message,
    lookRefused: { code, message },
    ...(response === undefined ? {} : { response }),
  };
}

/**
 * What a later step means for a post that may be out already: whatever went wrong, it is looked for
 * again or left to a person, and never called unposted.
 */
export function stayInDoubt(outcome: PublishOutcome, lookAgainMs = LOOK_AGAIN_MS): PublishOutcome {
  switch (outcome.kind) {
    case "reconnect":
      return toRefusedLook(outcome);
    case "retry_later": {
      const { retryAfterMs, message, response } = outcome;
      const checkAfterMs = retryAfterMs ?? lookAgainMs;
      const stored = response === undefined ? {} : { response };
      return { kind: "pending", checkAfterMs, note: message, ...stored };
    }
    case "rejected": {
      const { field: _field, ...rest } = outcome;
      return { ...rest, kind: "unknown" };
    }
    default:
      return outcome;
  }
}
