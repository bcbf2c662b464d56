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
    const words = "To name a winner, at least two variants need three posts with results.";
    return { badge: isCompared ? "Not proven yet" : "Not enough data", words };
  }
  const odds = `${letter} is the best at odds of ${oddsOf(winner.pBest)}`;
  const loss = `posting only ${letter} would lose ${formatAmount(winner.expectedLoss * 100)}% on average`;
  if (winner.state === "winner") {
    const words =
      mode === "proof"
        ? `The range of ${letter} is clear of all the others, by ranges made to be looked at often. ${capital(odds)}.`
        : `${capital(odds)}, and ${loss}.`;
    return { badge: `${letter} wins`, words };
  }
  const wanted =
    mode === "proof"
      ? "Proof needs ranges that stay apart, wide enough to be looked at often."
      : usualRule(winner);
  return { badge: "Not proven yet", words: `${capital(odds)}; ${loss}. ${wanted}` };
}

function usualRule({ restsOnOnePost }: Winner): string {
  return restsOnOnePost
    ? "Without its best post it would not be so: a winner must not rest on one post."
    : "A winner needs 95 in 100 and less than 2%, also without its best post.";
}

/** What steering brought against an even split, with its range; no claim where the range holds zero. */
export function evenSplitWords({ lift, low, high }: EvenSplit, noun: string): string {
  const share = (value: number) => `${formatAmount(Math.abs(value) * 100)}%`;
  const side = (value: number) => `${share(value)} ${value < 0 ? "fewer" : "more"}`;
  const range = `between ${side(low)} and ${side(high)}`;
  if (low > 0)
    return `About ${share(lift)} more ${noun} than an even split would have got: ${range}.`;
  if (high < 0)
    return `About ${share(lift)} fewer ${noun} than an even split would have got: ${range}.`;
  return `No difference to an even split can be told yet: ${range} ${noun}.`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
