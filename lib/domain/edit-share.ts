import { diffText } from "@/lib/domain/text-diff";

/** Above this, what a text earns is the person's who edited it, and not the prompt's. */
export const CREDITED_ABOVE = 0.2;

/** How much of a written text was changed before it went out, from 0 to 1. */
export function editShare(written: string, published: string): number {
  const length = Math.max(written.length, published.length);
  if (length === 0) return 0;
  const kept = diffText(written, published).reduce(
    (sum, { kind, text }) => sum + (kind === "same" ? text.length : 0),
    0,
  );
  return Math.min(1, Math.max(0, 1 - kept / length));
}
