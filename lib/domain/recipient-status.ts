import type { PostStatus } from "./post-status";

/** A message to one person goes the way of a post, and says so in the same words. */
export const RECIPIENT_STATUSES = [
  "queued",
  "publishing",
  "pending",
  "published",
  "failed",
  "unknown",
  "parked",
] as const satisfies readonly PostStatus[];
export type RecipientStatus = (typeof RECIPIENT_STATUSES)[number];

export interface RecipientTally {
  counts: Partial<Record<RecipientStatus, number>>;
  /** Why messages were refused, the most frequent reason first. */
  reasons: readonly string[];
}

/** True while something is still going to happen by itself. */
export function isGoing({ counts }: RecipientTally): boolean {
  const { queued = 0, publishing = 0, pending = 0, unknown = 0 } = counts;
  return queued + publishing + pending + unknown > 0;
}

// Said once is enough.
const REFUSED = /^\S+ refused the post: /;

/** "48 sent, 2 refused: no such number." */
export function describeTally({ counts, reasons }: RecipientTally): string {
  const parts = [
    [counts.published, "sent"],
    [counts.failed, "refused"],
    [counts.parked, "in doubt"],
    [(counts.queued ?? 0) + (counts.publishing ?? 0) + (counts.pending ?? 0), "to go"],
    [counts.unknown, "being checked"],
  ] as const;
  const told = parts.flatMap(([count, word]) => (count ? [`${count} ${word}`] : []));
  const [reason = ""] = reasons;
  const why = counts.failed && reason ? `: ${reason.replace(REFUSED, "")}` : "";
  const words = `${told.join(", ")}${why}`;
  return words === "" || words.endsWith(".") ? words : `${words}.`;
}

/** How far a message has come, as people read it: each state holds those who came no further. */
export const RECIPIENT_STATES = [
  "waiting",
  "sent",
  "delivered",
  "read",
  "replied",
  "failed",
  "in_doubt",
  "left_out",
] as const;
export type RecipientState = (typeof RECIPIENT_STATES)[number];
