import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import { EgressError } from "./http";
import { toNetworkWords } from "./plain-words";

export interface NetworkFacts {
  /** The call leaves a trace, so that one without an answer leaves open whether it is there. */
  creates: boolean;
  /** A person gave the address: one that may not be called is theirs to mend. */
  isTyped?: boolean;
}

/** What a failure of the network means for a post, by whether the call may have arrived. Bugs are thrown on. */
export function toNetworkOutcome(
  error: unknown,
  label: string,
  { creates, isTyped = false }: NetworkFacts,
): PublishOutcome {
  if (!(error instanceof EgressError)) throw error;
  const { code } = error;
  if (isTyped && code === "redirect") {
    const message = `${label} has moved. Connect it again with its new address.`;
    return { kind: "reconnect", code, message };
  }
  if (isTyped && (code === "private_address" || code === "scheme")) {
    return { kind: "reconnect", code, message: `${error.message}.` };
  }
  const said = toNetworkWords(error, label);
  if (creates && error.sent === "maybe") {
    return { kind: "unknown", code, message: `${said} The post may exist.` };
  }
  return notPosted(code, `${said} Nothing was posted.`);
}

/** Surely not posted: the attempt may start again from nothing. */
export const notPosted = (code: string, message: string): PublishOutcome => ({
  kind: "retry_later",
  retryAfterMs: null,
  code,
  message,
});

/** Looked for and not there: the attempt may start again at once. */
export const absent = (code: string, message: string): PublishOutcome => ({
  kind: "retry_later",
  retryAfterMs: 0,
  code,
  message,
});
