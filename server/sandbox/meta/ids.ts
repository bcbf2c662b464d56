import type { SandboxContext } from "../context";
import { sha256Hex } from "../seeded";
import { nextNumber } from "../store";

/** Digits that grow with time, as Meta's do; `lead` tells pages' objects from Instagram's. */
export function nextGraphId(context: SandboxContext, lead: "12" | "17" | "18"): string {
  const serial = String(nextNumber(context.db)).padStart(6, "0");
  return `${lead}${String(context.now().getTime()).slice(0, 9)}${serial}`;
}

export function toGraphId(lead: string, hash: string): string {
  return `${lead}${BigInt(`0x${hash.slice(0, 12)}`)
    .toString()
    .padStart(15, "0")
    .slice(0, 13)}`;
}

export const toShortcode = (id: string) =>
  Buffer.from(sha256Hex(`shortcode/${id}`), "hex")
    .toString("base64url")
    .slice(0, 11);
