import type { Winner } from "./algorithm";

/**
 * Of two variants together: fewer tell about the day, not about the variant. The one behind may have
 * few of them, as a variant that starts badly is hardly posted again. A winner asks for more.
 */
const POSTS_TO_COMPARE = 6;
/** For every place that says why nothing is compared. */
export const NOTHING_TO_COMPARE =
  "Nothing to compare yet. That takes six posts with results, of two variants or more.";
/** Below these odds the two that are ahead are too close to name one. */
const CLOSE = 0.6;

export interface ComparedArm {
  armId: string;
  letter: string;
  posts: number;
  /** Estimated, in the unit that people read. */
  rate: number | null;
  pBest: number | null;
}

type Rated = ComparedArm & { rate: number };

export interface Comparison {
  /** early: too few posts. level: no difference to tell. leads: ahead, not proven. clear: wins by the rule. */
  state: "early" | "level" | "leads" | "clear";
  leader: Rated | null;
  runnerUp: Rated | null;
}

/** Who is ahead of those that may be chosen, and whether it may be called the winner. */
export function compareArms(arms: readonly ComparedArm[], winner: Winner | null): Comparison {
  const open = arms.filter(({ pBest }) => pBest !== null);
  const ranked = (open.length > 0 ? open : arms)
    .filter((arm): arm is Rated => arm.rate !== null && arm.posts > 0)
    .sort((a, b) => b.rate - a.rate);
  const [leader, runnerUp] = ranked;
  const posts = ranked.reduce((sum, arm) => sum + arm.posts, 0);
  if (!leader || !runnerUp || posts < POSTS_TO_COMPARE)
    return { state: "early", leader: null, runnerUp: null };
  const won = winner?.state === "winner" && winner.armId === leader.armId;
  if (won) return { state: "clear", leader, runnerUp };
  const same = formatAmount(leader.rate) === formatAmount(runnerUp.rate);
  return { state: same || isClose(leader) ? "level" : "leads", leader, runnerUp };
}

export interface LeadWords {
  /** What Bandwagon found; null while it has found nothing. */
  marked: string | null;
  rest: string;
}

/** The one sentence of a page: what is true now. `unit` is that of the rates. */
export function leadWords(comparison: Comparison, unit: string): LeadWords {
  const { state, leader, runnerUp } = comparison;
  if (state === "early" || !leader || !runnerUp) {
    return { marked: null, rest: NOTHING_TO_COMPARE };
  }
  const mine = formatAmount(leader.rate);
  const theirs = formatAmount(runnerUp.rate);
  const per = lowerFirst(unit);
  if (state === "level") {
    const figures = mine === theirs ? mine : `${mine} and ${theirs}`;
    return { marked: null, rest: `${levelWords(leader, runnerUp)}: about ${figures} ${per}.` };
  }
  const rates = ` with about ${mine} ${per}, ${runnerUp.letter} has about ${theirs}.`;
  if (state === "leads") {
    const odds = leader.pBest === null ? "It is" : `${bestWords(leader, leader.pBest)}:`;
    return { marked: `${leader.letter} leads`, rest: `${rates} ${odds} not proven yet.` };
  }
  const odds = leader.pBest === null ? "" : ` ${bestWords(leader, leader.pBest)}.`;
  return { marked: `${leader.letter} wins`, rest: `${rates}${odds}` };
}

const bestWords = ({ letter }: Rated, share: number) =>
  `The odds that ${letter} is the best are ${oddsOf(share)}`;

/** Equal figures may be told for certain; where odds are near even, nobody knows. */
function levelWords(leader: Rated, runnerUp: Rated): string {
  const pair = `${leader.letter} and ${runnerUp.letter}`;
  return isClose(leader) ? `${pair} can’t be told apart yet` : `${pair} are level so far`;
}

const isClose = ({ pBest }: Rated): boolean => (pBest ?? 1) < CLOSE;

/** The finding above the chart of the arms. */
export function armsFinding({ state, leader, runnerUp }: Comparison): string {
  if (state === "early" || !leader || !runnerUp) return "Nothing to compare yet";
  switch (state) {
    case "level":
      return levelWords(leader, runnerUp);
    case "leads":
      return `${leader.letter} leads, not proven yet`;
    case "clear":
      return `${leader.letter} wins`;
  }
}

/** "97 in 100"; never certain. */
export function oddsOf(share: number): string {
  if (share > 0.99) return "over 99 in 100";
  return share < 0.01 ? "under 1 in 100" : `${Math.round(share * 100)} in 100`;
}

// Kept: making a format anew costs more than a whole choice.
const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const TENTHS = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const HUNDREDTHS = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** As people read it: "13.6" clicks per 1,000 views, "1,240" views, "0.43" interactions a post. */
export function formatAmount(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return WHOLE.format(value);
  return (size >= 1 || size === 0 ? TENTHS : HUNDREDTHS).format(value);
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
