import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "../adapter";
import { attempt, read } from "./attempt";
import type { Refusals } from "./errors";
import { graphGet } from "./graph";

const getOwnAccount = (session: Session) =>
  graphGet(session, `/${encodeURIComponent(session.externalAccountId)}`, { fields: "id" });

/**
 * What is not there and what this token may not see are refused in the same words: only where the
 * account itself still answers is a missing post gone. Throws PlatformCallError.
 */
export async function assertAccountAnswers(session: Session, refusals: Refusals): Promise<void> {
  await read(refusals, () => getOwnAccount(session));
}

/** The same as an outcome; null: the account answers. */
export async function refuseAccount(
  session: Session,
  refusals: Refusals,
): Promise<PublishOutcome | null> {
  const answer = await attempt(session, refusals, false, () => getOwnAccount(session));
  return answer.ok ? null : answer.outcome;
}
