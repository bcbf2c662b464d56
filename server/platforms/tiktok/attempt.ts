import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { type CallContext, PlatformCallError } from "../adapter";
import { EgressError, type EgressResponse } from "../http";
import { isOk, readAnswer } from "./envelope";
import { toCallError, toNetworkOutcome, toOutcome } from "./errors";

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
    return { ok: false, outcome: toNetworkOutcome(error, creates), response: null };
  }
}

/** A read: a success, or a PlatformCallError. */
export async function read(
  context: CallContext,
  send: () => Promise<EgressResponse>,
): Promise<EgressResponse> {
  let response: EgressResponse;
  try {
    response = await send();
  } catch (error) {
    if (!(error instanceof EgressError)) throw error;
    throw new PlatformCallError("unavailable", error.code, error.message);
  }
  if (!isOk(readAnswer(response))) throw toCallError(response, context.now());
  return response;
}

/** Surely not posted: the attempt may start again from nothing. */
export function notPosted(code: string, message: string): PublishOutcome {
  return { kind: "retry_later", retryAfterMs: null, code, message };
}
