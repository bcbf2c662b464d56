import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { CallContext } from "../adapter";
import { PlatformCallError } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { type Refusals, toCallError, toNetworkOutcome, toOutcome } from "./errors";

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
    return { ok: false, outcome: toNetworkOutcome(error, creates), response: null };
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

/** Whatever Meta answered; only a broken connection throws. */
export async function reach(send: () => Promise<EgressResponse>): Promise<EgressResponse> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new PlatformCallError("unavailable", error.code, error.message);
  }
}

/** Surely not posted: the attempt may start again from nothing. */
export function notPosted(code: string, message: string): PublishOutcome {
  return { kind: "retry_later", retryAfterMs: null, code, message };
}
