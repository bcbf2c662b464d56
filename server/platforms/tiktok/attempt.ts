import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { CallContext } from "../adapter";
import type { EgressResponse } from "../http";
import { toNetworkOutcome } from "../network-outcome";
import { reach } from "../reach";
import { isOk, readAnswer } from "./envelope";
import { toCallError, toOutcome } from "./errors";

export type Answer =
  | { ok: true; response: EgressResponse }
  | { ok: false; outcome: PublishOutcome; response: EgressResponse | null };

/** A step of publishing: TikTok's yes, or what its no means for the post. */
export async function attempt(
  context: CallContext,
  creates: boolean,
  send: () => Promise<EgressResponse>,
): Promise<Answer> {
  try {
    const response = await send();
    if (isOk(readAnswer(response))) return { ok: true, response };
    return { ok: false, outcome: toOutcome(response, { creates, now: context.now() }), response };
  } catch (error) {
    return { ok: false, outcome: toNetworkOutcome(error, "TikTok", { creates }), response: null };
  }
}

/** A read: a success, or a PlatformCallError. */
export async function read(
  context: CallContext,
  send: () => Promise<EgressResponse>,
): Promise<EgressResponse> {
  const response = await reach(send);
  if (!isOk(readAnswer(response))) throw toCallError(response, context.now());
  return response;
}
