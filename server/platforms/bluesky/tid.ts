import { createHash } from "node:crypto";

const DIGITS = "234567abcdefghijklmnopqrstuvwxyz";
const LENGTH = 13;

/**
 * Record keys for the parts of one post, the same on every attempt: repeating a write under its key
 * can't make a second post. A key is a TID: microseconds and a clock id, here drawn from the post's
 * idempotency key. Parts follow each other by one microsecond.
 */
export function toRecordKeys(key: string, at: Date, parts: number): string[] {
  const hash = createHash("sha256").update(key).digest();
  const second = BigInt(Math.floor(at.getTime() / 1000)) * 1_000_000n;
  const micros = second + BigInt(hash.readUIntBE(0, 4) % 999_000);
  const clockId = BigInt(hash.readUIntBE(4, 2) % 1024);
  return Array.from({ length: parts }, (_, index) =>
    encode(((micros + BigInt(index)) << 10n) | clockId),
  );
}

/** The key of the part that follows, or null for what is no TID. */
export function toNextKey(key: string): string | null {
  const value = decode(key);
  return value === null ? null : encode(value + 1024n);
}

function encode(value: bigint): string {
  let text = "";
  for (let rest = value; text.length < LENGTH; rest >>= 5n) {
    text = (DIGITS[Number(rest & 31n)] ?? "") + text;
  }
  return text;
}

function decode(key: string): bigint | null {
  if (key.length !== LENGTH) return null;
  let value = 0n;
  for (const letter of key) {
    const digit = DIGITS.indexOf(letter);
    if (digit < 0) return null;
    value = (value << 5n) | BigInt(digit);
  }
  return value;
}
