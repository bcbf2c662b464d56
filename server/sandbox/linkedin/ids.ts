import type { SandboxContext } from "../context";
import { sha256Hex } from "../seeded";
import { nextNumber } from "../store";

/** The members that may sign in, and the pages that they look after. */
export const members = "linkedin";
export const pages = "linkedin-pages";

export const toPersonUrn = (hash: string) =>
  `urn:li:person:${Buffer.from(hash, "hex").toString("base64url").replace(/_/g, "x").slice(0, 10)}`;

export const toOrganizationUrn = (hash: string) =>
  `urn:li:organization:${(BigInt(`0x${hash.slice(0, 12)}`) % 90_000_000n) + 10_000_000n}`;

export const isOrganization = (urn: string) => urn.startsWith("urn:li:organization:");

export const lastPart = (urn: string) => urn.slice(urn.lastIndexOf(":") + 1);

/** Sorts by time, which stands in its upper bits, as in LinkedIn's own. */
export const toPostUrn = (kind: "share" | "ugcPost", ms: number, serial: number) =>
  `urn:li:${kind}:${(BigInt(ms) << 22n) | BigInt(serial & 0x3fffff)}`;

export const nextPostUrn = (context: SandboxContext, kind: "share" | "ugcPost") =>
  toPostUrn(kind, context.now().getTime(), nextNumber(context.db));

export function nextAssetUrn(context: SandboxContext, kind: string): string {
  const hash = sha256Hex(`${context.seed}/${kind}/${nextNumber(context.db)}`);
  return `urn:li:${kind}:D4E${hash.slice(0, 16).toUpperCase()}`;
}
