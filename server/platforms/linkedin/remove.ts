import type { RemoveOutcome, Session } from "../adapter";
import { toNetworkOutcome } from "../network-outcome";
import { toRemoveOutcome } from "../remove-outcome";
import { deletePost } from "./api";
import { toOutcome } from "./errors";

/** LinkedIn answers the same for a post that is gone already. */
export async function removePost(session: Session, urn: string): Promise<RemoveOutcome> {
  try {
    const response = await deletePost(session, urn);
    if (response.status < 300) return { kind: "removed" };
    if (response.status === 404) return { kind: "already_gone" };
    return toRemoveOutcome(toOutcome(response, false, session.now()), "LinkedIn");
  } catch (error) {
    return toRemoveOutcome(toNetworkOutcome(error, "LinkedIn", { creates: false }), "LinkedIn");
  }
}
