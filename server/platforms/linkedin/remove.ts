import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { RemoveOutcome, Session } from "../adapter";
import { deletePost } from "./api";
import { toNetworkOutcome, toOutcome } from "./errors";

/** LinkedIn answers the same for a post that is gone already. */
export async function removePost(session: Session, urn: string): Promise<RemoveOutcome> {
  try {
    const response = await deletePost(session, urn);
    if (response.status < 300) return { kind: "removed" };
    if (response.status === 404) return { kind: "already_gone" };
    return toRemoveOutcome(toOutcome(response, false, session.now()));
  } catch (error) {
    return toRemoveOutcome(toNetworkOutcome(error, false));
  }
}

function toRemoveOutcome(outcome: PublishOutcome): RemoveOutcome {
  if (outcome.kind === "retry_later") {
    const { retryAfterMs, code } = outcome;
    const message = "LinkedIn could not delete the post yet.";
    return { kind: "retry_later", retryAfterMs, code, message };
  }
  if (outcome.kind === "reconnect") {
    return { kind: "reconnect", code: outcome.code, message: outcome.message };
  }
  const message = "message" in outcome ? outcome.message : "LinkedIn did not delete the post.";
  return { kind: "refused", code: "refused", message };
}
