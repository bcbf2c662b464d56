import { createHmac } from "node:crypto";
import { isSameText } from "./webhook-signature";

const PREFIX = "whsec_";
const TOLERANCE_SECONDS = 300;

export interface SignedMessage {
  id: string;
  timestampSeconds: number;
  body: string | Uint8Array;
}

/** 24 to 64 bytes behind `whsec_`, as Standard Webhooks asks; null for anything else. */
export function toSecretBytes(secret: string): Uint8Array | null {
  if (!secret.startsWith(PREFIX)) return null;
  const bytes = Buffer.from(secret.slice(PREFIX.length), "base64");
  return bytes.byteLength >= 24 && bytes.byteLength <= 64 ? bytes : null;
}

function sign(secret: string, message: SignedMessage): string | null {
  const bytes = toSecretBytes(secret);
  if (!bytes) return null;
  const mac = createHmac("sha256", bytes)
    .update(`${message.id}.${message.timestampSeconds}.`)
    .update(message.body);
  return `v1,${mac.digest("base64")}`;
}

/** One entry per secret: while a secret is being changed, both are sent. */
export function toSignatureHeader(secrets: readonly string[], message: SignedMessage): string {
  return secrets
    .map((secret) => sign(secret, message))
    .filter((signature) => signature !== null)
    .join(" ");
}

/** Standard Webhooks: any `v1` entry may match, and the message may be five minutes old at most. */
export function isSigned(
  secret: string,
  headers: Readonly<Record<string, string | undefined>>,
  body: Uint8Array,
  now: Date,
): boolean {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const given = headers["webhook-signature"];
  if (!id || !given || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  const timestampSeconds = Number(timestamp);
  if (Math.abs(now.getTime() / 1000 - timestampSeconds) > TOLERANCE_SECONDS) return false;
  const wanted = sign(secret, { id, timestampSeconds, body });
  if (wanted === null) return false;
  let isMatch = false;
  for (const entry of given.split(" ")) isMatch = isSameText(entry, wanted) || isMatch;
  return isMatch;
}
