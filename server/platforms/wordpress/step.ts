import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "../adapter";
import { toNetworkOutcome } from "../network-outcome";
import type { Answer } from "./api";
import { type Effect, toOutcome } from "./errors";

export type Step<T> = { ok: true; value: T } | { ok: false; outcome: PublishOutcome };

export const done = <T>(value: T): Step<T> => ({ ok: true, value });
export const failed = (outcome: PublishOutcome): Step<never> => ({ ok: false, outcome });

/** One call, as what was read from its answer or as what its failure means for the post. */
export async function takeStep<T>(
  session: Session,
  effect: Effect,
  call: () => Promise<Answer>,
  read: (answer: Answer) => T | null,
): Promise<Step<T>> {
  try {
    const answer = await call();
    const value = answer.status < 300 ? read(answer) : null;
    return value === null ? failed(toOutcome(answer, effect, session.now())) : done(value);
  } catch (error) {
    return failed(
      toNetworkOutcome(error, "The site", { creates: effect === "creates", isTyped: true }),
    );
  }
}
