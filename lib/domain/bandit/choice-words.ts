import type { Choice } from "./algorithm";
import { formatAmount } from "./lead-words";

type Numbers = Choice["reason"]["numbers"];

export interface ChoiceWords {
  /** By arm id. */
  letters: Readonly<Record<string, string>>;
  /** "Clicks per 1,000 views". */
  unit: string;
}

/**
 * A sentence or two on why an arm was chosen, from the stored numbers and nothing else. Rates are
 * estimates; `scale` among the numbers brings them into the unit that people read.
 */
export function choiceSentence(
  { armId, reason }: Pick<Choice, "armId" | "reason">,
  words: ChoiceWords,
): string {
  const { template, numbers } = reason;
  const chosen = letterOf(armId, words);
  switch (template) {
    case "cold_start":
      return `Chose ${chosen} to learn: every variant gets one post first, and ${chosen} had none.`;
    case "only":
      return `Chose ${chosen}: it is the only variant that may be chosen.`;
    case "turn":
      return `Chose ${chosen}: variants take turns, and none had fewer posts than ${chosen} with ${formatAmount(tries(numbers))}.`;
    case "floor":
      return explainFloor(chosen, numbers, words);
    case "exploit":
      return `Chose ${chosen}: ${explainLead(numbers, words)}`;
    case "earned":
      return `Chose ${chosen}: ${explainEarned(numbers, words)}`;
    case "bonus":
      return `Chose ${chosen} to learn: ${explainBonus(chosen, numbers, words)}`;
    case "draw":
      return `Chose ${chosen} to learn: its odds of being the best are about ${inHundred(numbers.share)}, and it is posted that often. ${standings(chosen, numbers, words)}.`;
    case "explore":
      return `Chose ${chosen} to learn: ${explainWorth(chosen, numbers, words)}`;
    default:
      return `Chose ${chosen}.`;
  }
}

function explainLead(numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const [own, others] = [asNumber(numbers.chosenPosts), asNumber(numbers.rivalPosts)];
  if (own + others === 0) return "no variant has results yet, and it comes first.";
  const [mine, theirs] = toRates(numbers);
  const rate = `about ${mine} ${lowerFirst(words.unit)}`;
  if (own === 0)
    return `it has no result yet, but by what is usual here, ${rate}, it should do no worse than ${rival}.`;
  const likely = rangeOf(numbers);
  const claim = likely ? `${rate} (likely ${likely})` : rate;
  if (mine === theirs) return `${claim}, level with ${rival}.`;
  const after = others === 0 ? "has no result yet" : `is at about ${theirs}`;
  return `it looks best so far, at ${claim}. ${rival} ${after}.`;
}

/** By what posts earned on average, with nothing drawn together: each of them counts up to 1. */
function explainEarned(numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const [mine, theirs] = [asNumber(numbers.chosenEarned), asNumber(numbers.rivalEarned)];
  if (mine === 0) return "no variant has earned anything yet, and none was posted less.";
  if (mine >= 1) return "what it earned reaches the most that UCB1 counts, and none scores higher.";
  const amount = formatAmount(toAmount(mine, numbers));
  const gap = formatAmount(toAmount(mine - theirs, numbers));
  const claim = `its posts averaged ${amount} ${lowerFirst(words.unit)}`;
  return gap === "0"
    ? `${claim}, as did those of ${rival}. None scores higher.`
    : `${claim}, those of ${rival} ${formatAmount(toAmount(theirs, numbers))}. Counting UCB1’s bonus for few posts, none scores higher.`;
}

function explainBonus(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const others = asNumber(numbers.rivalPosts) + asNumber(numbers.rivalPending);
  const bonus = `it has ${inWords(tries(numbers))} and ${rival} has ${formatAmount(others)}, and UCB1’s bonus for few posts puts it first`;
  const [mine, theirs] = [numbers.chosenEarned, numbers.rivalEarned].map((rate) =>
    formatAmount(toAmount(rate, numbers)),
  );
  const unit = lowerFirst(words.unit);
  return asNumber(numbers.rivalEarned) >= 1
    ? `${bonus}. What ${rival} earned reaches the most that UCB1 counts.`
    : `${bonus}. ${rival} averaged ${theirs} ${unit}, ${chosen} ${mine}.`;
}

/** How little is known, who is ahead, and what three more posts would teach. */
function explainWorth(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const posts = asNumber(numbers.chosenPosts);
  const known =
    posts === 0 ? "it has no result yet" : `after ${inPosts(numbers)} its rate is uncertain`;
  const worth = Math.round(Math.expm1(asNumber(numbers.worth)) * 100);
  const gain = worth >= 1 ? `about ${worth}%` : "a little";
  const taught = `What ${asNumber(numbers.worthPosts)} more posts of ${chosen} teach is expected to lift later posts by ${gain}`;
  return `${known}. ${standings(chosen, numbers, words)}. ${taught}.`;
}

function explainFloor(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const share = inHundred(numbers.floor);
  const instead = letterOf(numbers.instead, words);
  return `Chose ${chosen} by chance: ${share} choices are left to it, so that figures stay comparable. Otherwise it would have been ${instead}.`;
}

/** "B likely gets 7 to 13 clicks per 1,000 views; A, at about 12, looks better so far". */
function standings(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const [mine, theirs] = toRates(numbers);
  const likely = rangeOf(numbers);
  const own = `${chosen} ${likely ? `likely gets ${likely}` : `gets about ${mine}`} ${lowerFirst(words.unit)}`;
  if (asNumber(numbers.rivalPosts) === 0) return `${own}; ${rival} has no result yet`;
  if (mine === theirs) return `${own}; ${rival} is level with it, at about ${theirs}`;
  const isAhead = asNumber(numbers.rivalRate) > asNumber(numbers.chosenRate);
  return `${own}; ${rival}, at about ${theirs}, looks ${isAhead ? "better" : "worse"} so far`;
}

/** Null of choices whose range was not kept. */
function rangeOf(numbers: Numbers): string | null {
  const { chosenLow, chosenHigh } = numbers;
  if (typeof chosenLow !== "number" || typeof chosenHigh !== "number") return null;
  return `${showRate(chosenLow, numbers)} to ${showRate(chosenHigh, numbers)}`;
}

function inPosts(numbers: Numbers): string {
  const posts = asNumber(numbers.chosenPosts);
  const pending = asNumber(numbers.chosenPending);
  const has = inWords(posts);
  return pending > 0 ? `${has} and ${pending} waiting for a result` : has;
}

const inWords = (posts: number): string =>
  `${formatAmount(posts)} ${posts === 1 ? "post" : "posts"}`;

const tries = (numbers: Numbers): number =>
  asNumber(numbers.chosenPosts) + asNumber(numbers.chosenPending);

const toRates = (numbers: Numbers): [mine: string, theirs: string] => [
  showRate(numbers.chosenRate, numbers),
  showRate(numbers.rivalRate, numbers),
];

/** As roughly as the upper end of the range is told: "89" and not "88.9" where that is 130. */
function showRate(rate: unknown, numbers: Numbers): string {
  const amount = toAmount(rate, numbers);
  return formatAmount(toAmount(numbers.chosenHigh, numbers) >= 100 ? Math.round(amount) : amount);
}

const inHundred = (share: unknown): string => `${formatAmount(asNumber(share) * 100)} in 100`;

const letterOf = (armId: unknown, { letters }: ChoiceWords): string =>
  letters[String(armId)] ?? "another variant";

const toAmount = (rate: unknown, numbers: Numbers): number =>
  asNumber(rate) * (typeof numbers.scale === "number" ? numbers.scale : 1);

const asNumber = (value: unknown): number => (typeof value === "number" ? value : 0);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
