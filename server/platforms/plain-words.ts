import { redactText } from "./egress-log";
import type { EgressError } from "./http";

const LONGEST = 170;

/** What became of a call that got no answer, for somebody who knows the platform by name only. */
export function toNetworkWords(error: EgressError, label: string): string {
  switch (error.code) {
    case "timeout":
      return `${label} did not answer in time.`;
    case "dns":
      return `${label} could not be found on the network.`;
    case "connection":
      return error.sent === "no"
        ? `${label} could not be reached.`
        : `The connection to ${label.replace(/^The /, "the ")} broke off.`;
    default:
      return `${error.message}.`;
  }
}

/** The platform's own words, said to be its own. */
export function toRefusedWords(label: string, said: string): string {
  const line = redactText(said)
    .replace(/^\(#\d+\)\s*/, "")
    .replace(/\s+/g, " ")
    .trim();
  const short = line.length <= LONGEST ? line : `${line.slice(0, LONGEST).replace(/\s+\S*$/, "")}…`;
  return `${label} refused the post: ${short.replace(/\.+$/, "")}.`;
}
