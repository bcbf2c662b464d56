import { createHash } from "node:crypto";
import { invalidField } from "@/server/errors";

/** A request that may be repeated: the key that its sender gave it, and what it said. */
export interface Idempotency {
  key: string;
  requestHash: string;
}

const KEY = /^[\x21-\x7e]{1,255}$/;

/** Null where the sender gave no key. @throws AppError `invalid`. */
export function readIdempotency(request: Request, body: Uint8Array): Idempotency | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!KEY.test(key)) {
    const message = "Use 1 to 255 visible ASCII characters, without spaces.";
    throw invalidField("Idempotency-Key", message);
  }
  const requestHash = createHash("sha256")
    .update(`${request.method} ${new URL(request.url).pathname}\n`)
    .update(body)
    .digest("hex");
  return { key, requestHash };
}
