import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { RemoveOutcome, Session } from "../adapter";
import { toRemoveOutcome } from "../remove-outcome";
import { attempt } from "./attempt";
import { isMissingObject, type Refusals } from "./errors";
import { graphDelete } from "./graph";
import { refuseAccount } from "./own-account";

/** Deletes a post of the session's account, by the id that the Graph knows it by. */
export async function removeObject(
  session: Session,
  id: string,
  refusals: Refusals,
): Promise<RemoveOutcome> {
  const answer = await attempt(session, refusals, false, () =>
    graphDelete(session, `/${encodeURIComponent(id)}`),
  );
  if (answer.ok) return { kind: "removed" };
  if (answer.response === null || !isMissingObject(answer.response)) {
    return toRefusal(answer.outcome, refusals);
  }
  const refusal = await refuseAccount(session, refusals);
  return refusal ? toRefusal(refusal, refusals) : { kind: "already_gone" };
}

function toRefusal(outcome: PublishOutcome, { label }: Refusals): RemoveOutcome {
  const told = toRemoveOutcome(outcome, label);
  if (told.kind !== "reconnect" || told.code !== "permission_missing") return told;
  const message = `${label} does not let the app delete posts of this account. Reconnect it and allow everything that is asked for.`;
  return { ...told, message };
}
