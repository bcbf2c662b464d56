import { createHash, timingSafeEqual } from "node:crypto";

/** Compares without telling by its duration where the texts differ; lengths may differ too. */
export function isSameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
