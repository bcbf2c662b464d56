import type { StatusTone } from "@/components/ui/status";
import type { RecipientPage } from "@/lib/contracts/recipients";
import { RECIPIENT_STATES, type RecipientState } from "@/lib/domain/recipient-status";

export const STATE_LOOKS: Record<
  RecipientState,
  { word: string; tone: StatusTone; color: string }
> = {
  waiting: { word: "Waiting", tone: "plain", color: "var(--line)" },
  sent: { word: "Sent", tone: "info", color: "var(--heat-3)" },
  delivered: { word: "Delivered", tone: "ok", color: "var(--heat-4)" },
  read: { word: "Read", tone: "ok", color: "var(--heat-5)" },
  replied: { word: "Replied", tone: "ok", color: "var(--heat-7)" },
  failed: { word: "Failed", tone: "bad", color: "var(--danger)" },
  in_doubt: { word: "In doubt", tone: "need", color: "var(--warn)" },
  left_out: { word: "Left out", tone: "plain", color: "var(--ink-disabled)" },
};

export interface StatePart {
  state: RecipientState;
  count: number;
  /** Of all, from 0 to 1. */
  share: number;
}

/** The states that somebody is in, the furthest come first, then those who got nothing. */
export function toParts(counts: RecipientPage["counts"]): StatePart[] {
  const total = RECIPIENT_STATES.reduce((sum, state) => sum + counts[state], 0);
  return ORDER.flatMap((state) =>
    counts[state] > 0 ? [{ state, count: counts[state], share: counts[state] / total }] : [],
  );
}

const ORDER: readonly RecipientState[] = [
  ...(["replied", "read", "delivered", "sent", "waiting"] as const),
  ...(["in_doubt", "failed", "left_out"] as const),
];

/** "3 replied, 40 read, 2 failed". */
export const describeParts = (parts: readonly StatePart[]): string =>
  parts
    .map(({ state, count }) => `${format(count)} ${STATE_LOOKS[state].word.toLowerCase()}`)
    .join(", ");

export const format = (number: number) => number.toLocaleString("en-GB");
