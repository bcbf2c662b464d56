import { createHash } from "node:crypto";
import type { Call } from "../context";

export const POSTS = "app.bsky.feed.post";

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const TID_DIGITS = "234567abcdefghijklmnopqrstuvwxyz";

function toBase32(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += LETTERS[(value >> bits) & 31];
    }
    value &= (1 << bits) - 1;
  }
  return bits > 0 ? text + LETTERS[(value << (5 - bits)) & 31] : text;
}

/** A content address as the network writes it: version, codec, sha-256, length, digest. */
function toCid(codec: number, bytes: Uint8Array): string {
  const digest = createHash("sha256").update(bytes).digest();
  return `b${toBase32(Buffer.concat([Buffer.from([1, codec, 0x12, 0x20]), digest]))}`;
}

export const toBlobCid = (bytes: Uint8Array) => toCid(0x55, bytes);

/** The same for the same content, whatever the order of its fields. */
export const toRecordCid = (record: unknown) => toCid(0x71, Buffer.from(canonical(record)));

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

export const toDid = (hash: string) =>
  `did:plc:${toBase32(Buffer.from(hash, "hex").subarray(0, 15))}`;

export const toUri = (did: string, rkey: string) => `at://${did}/${POSTS}/${rkey}`;

export const isTid = (rkey: string) =>
  /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/.test(rkey);

/** A key for a record whose writer chose none. */
export function toTid(ms: number, serial: number): string {
  let rest = (BigInt(ms) * 1000n + BigInt(serial % 1000)) << 10n;
  let text = "";
  for (let place = 0; place < 13; place += 1, rest >>= 5n) {
    text = (TID_DIGITS[Number(rest & 31n)] ?? "") + text;
  }
  return text;
}

/** Where the caller reached this server: its document must name an address that works for them. */
export function toOwnAddress({ context, request }: Call): string {
  const base = new URL(context.baseUrl);
  const host = request.headers.get("host");
  const origin = host && host !== base.host ? `http://${host}` : base.origin;
  return `${origin}${base.pathname.replace(/\/$/, "")}/bluesky`;
}
