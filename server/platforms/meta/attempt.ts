import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import { toNetworkOutcome } from "../network-outcome";
import { reach } from "../reach";
import { type Refusals, toCallError, toOutcome } from "./errors";

export type Answer =
  | { ok: true; response: EgressResponse }
  | { ok: false; outcome: PublishOutcome; response: EgressResponse | null };

/** A step of publishing: Meta's yes, or what its no means for the post. */
export async function attempt(
  context: CallContext,
  refusals: Refusals,
  creates: boolean,
  send: () => Promise<EgressResponse>,
): Promise<Answer> {
  try {
    const response = await send();
    if (response.status < 300) return { ok: true, response };
    const outcome = toOutcome(response, refusals, { creates, now: context.now() });
    return { ok: false, outcome, response };
  } catch (error) {
    return {
      ok: false,
      outcome: toNetworkOutcome(error, refusals.label, { creates }),
      response: null,
    };
  }
}

/** A read: a success, or a PlatformCallError. */
export async function read(
  refusals: Refusals,
  send: () => Promise<EgressResponse>,
): Promise<EgressResponse> {
  const response = await reach(send);
  if (response.status >= 300) throw toCallError(response, refusals);
  return response;
}
