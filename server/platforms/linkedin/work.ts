import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { CallContext, Draft, IdempotencyKey, SaveReceipt, Session } from "../adapter";
import type { EgressResponse } from "../http";
import { toNetworkOutcome } from "../network-outcome";
import { reach } from "../reach";
import { toCallError, toOutcome } from "./errors";
import { toPermalink } from "./urns";

/** One run over one post, as each step of it needs it. */
export interface Work {
  session: Session;
  draft: Draft;
  key: IdempotencyKey;
  saveReceipt: SaveReceipt;
}

export function toPublished(session: Session, urn: string, response?: unknown): PublishOutcome {
  const permalink = toPermalink(session.endpoints.site, urn);
  return { kind: "published", externalId: urn, permalink, visibility: "live", response };
}

export type Answer = { response: EgressResponse } | { outcome: PublishOutcome };

/** A call that makes no post: whatever goes wrong, nothing was posted. */
export async function tryCall(
  session: Session,
  send: () => Promise<EgressResponse>,
): Promise<Answer> {
  try {
    const response = await send();
    if (response.status < 300) return { response };
    return { outcome: toOutcome(response, false, session.now()) };
  } catch (error) {
    return { outcome: toNetworkOutcome(error, "LinkedIn", { creates: false }) };
  }
}

/** A read: a success, or a PlatformCallError. */
export async function read(
  context: CallContext,
  send: () => Promise<EgressResponse>,
): Promise<EgressResponse> {
  const response = await reach(send);
  if (response.status >= 300) throw toCallError(response, context.now());
  return response;
}
