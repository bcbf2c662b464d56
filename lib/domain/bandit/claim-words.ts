import type { EvenSplit, Winner, WinnerMode } from "./algorithm";
import { formatAmount, oddsOf } from "./lead-words";

interface Claim {
  /** For a badge. */
  badge: string;
  words: string;
}

/**
 * Whether a variant may be called the winner, as far as the numbers carry. `letter` is of its arm;
 * `isCompared` is that of the page's sentence: a badge beside "B leads" must not miss data.
 */
export function winnerWords(
  winner: Winner | null,
  { mode, letter, isCompared }: { mode: WinnerMode; letter: string | null; isCompared: boolean },
): Claim {
  if (!winner) {
    const words = "No variant may be posted now, so none is called the winner.";
    return { badge: "Nothing competes", words };
  }
  if (winner.state === "early" || !letter) {
    const words = isCompared
      ? "A winner needs three posts with results, and so does at least one other variant: where none is coming up, choose it for a slot yourself."
      : "Variants are compared from six posts with results on. A winner needs three of them, and so does at least one other variant.";
    return { badge: isCompared ? "Not proven yet" : "Not enough data", words };
  }
  const odds = `The odds that ${letter} is the best are ${oddsOf(winner.pBest)}`;
  const loss = `posting only ${letter} would lose about ${formatLoss(winner.expectedLoss)} against the best on average`;
  if (winner.state === "winner") {
    const words =
      mode === "proof"
        ? `The range of ${letter} is clear of all the others, by ranges made to be looked at often. ${odds}.`
        : `${odds}, and ${loss}.`;
    return { badge: `${letter} wins`, words };
  }
  const wanted =
    mode === "proof"
      ? "Proof needs ranges that stay apart, wide enough to be looked at often."
      : usualRule(winner);
  return { badge: "Not proven yet", words: `${odds}; ${loss}. ${wanted}` };
}

function usualRule({ restsOnOnePost }: Winner): string {
  return restsOnOnePost
    ? "Without its best post it would not be so: a winner must not rest on one post."
    : "A winner needs 95 in 100 and less than 2%, also without its best post.";
}

const formatLoss = (share: number): string =>
  share > 0 && share < 0.001 ? "0.1% or less" : `${formatAmount(share * 100)}%`;

type Gain = Pick<EvenSplit, "lift" | "low" | "high">;

/** Whether steering may be said to have brought anything: only where the range leaves out zero. */
export type GainClaim = "same" | "open" | "more" | "less";

export function claimGain({ low, high }: Gain): GainClaim {
  // Posts that were split evenly differ from an even split by nothing at all.
  if (Math.max(Math.abs(low), Math.abs(high)) < 1e-9) return "same";
  if (low > 0) return "more";
  return high < 0 ? "less" : "open";
}

/** What steering brought against an even split, with its range; no claim where the range holds zero. */
export function evenSplitWords(gain: Gain, noun: string): string {
  const { lift, low, high } = gain;
  const range = `likely between ${side(low)} and ${side(high)}`;
  switch (claimGain(gain)) {
    case "same":
      return "Every variant was posted as often as the others, so there is no difference to tell.";
    case "open":
      return `No difference to an even split can be told yet: ${range} ${noun}.`;
    case "more":
    case "less":
      return `About ${side(lift)} ${noun} than an even split would have got: ${range}.`;
  }
}

const side = (value: number) => `${formatGain(value)} ${value < 0 ? "fewer" : "more"}`;

/** "12%", "0.4%": as much precision as such a range bears. */
export function formatGain(value: number): string {
  const percent = Math.abs(value) * 100;
  if (percent > 0 && percent < 0.1) return "under 0.1%";
  return `${formatAmount(percent >= 1 ? Math.round(percent) : Math.round(percent * 10) / 10)}%`;
}
