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
      return `Chose ${chosen}: variants take turns, and none had fewer posts than its ${tries(numbers)}.`;
    case "floor":
      return explainFloor(chosen, numbers, words);
    case "exploit":
      return `Chose ${chosen}: ${explainLead(numbers, words)}`;
    case "earned":
      return `Chose ${chosen}: ${explainEarned(numbers, words)}`;
    case "bonus":
      return `Chose ${chosen} to learn: ${explainBonus(chosen, numbers, words)}`;
    case "draw":
      return `Chose ${chosen} to learn: its odds of being the best are ${inHundred(numbers.share)}, and it is posted that often. ${behind(chosen, numbers, words)}.`;
    case "explore":
      return `Chose ${chosen} to learn: ${explainWorth(chosen, numbers, words)}`;
    default:
      return `Chose ${chosen}.`;
  }
}

function explainLead(numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  if (asNumber(numbers.chosenPosts) + asNumber(numbers.rivalPosts) === 0) {
    return "no variant has results yet, and it comes first.";
  }
  const [mine, theirs] = [
    toAmount(numbers.chosenRate, numbers),
    toAmount(numbers.rivalRate, numbers),
  ];
  const claim = `about ${formatAmount(mine)} ${lowerFirst(words.unit)}`;
  const gap = formatAmount(mine - theirs);
  if (formatAmount(mine) === formatAmount(theirs) || gap === "0")
    return `${claim}, level with ${rival}.`;
  return `${claim}, ${gap} more than ${rival}, the runner-up.`;
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
    ? `${claim}, level with ${rival}. None scores higher.`
    : `${claim}, ${gap} more than ${rival}. With the bonus for few posts none scores higher.`;
}

function explainBonus(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const others = asNumber(numbers.rivalPosts) + asNumber(numbers.rivalPending);
  const bonus = `its bonus for few posts puts it first, with ${tries(numbers)} against the ${formatAmount(others)} of ${rival}`;
  const [mine, theirs] = [numbers.chosenEarned, numbers.rivalEarned].map((rate) =>
    formatAmount(toAmount(rate, numbers)),
  );
  const unit = lowerFirst(words.unit);
  return asNumber(numbers.rivalEarned) >= 1
    ? `${bonus}. What ${rival} earned reaches the most that UCB1 counts.`
    : `${bonus}. ${rival} averaged ${theirs} ${unit}, ${chosen} ${mine}.`;
}

/** What three more posts are worth, and what still waits. */
function explainWorth(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const worth = (Math.exp(asNumber(numbers.worth)) - 1) * 100;
  const posts = asNumber(numbers.worthPosts);
  const gain = worth >= 0.05 ? `${formatAmount(worth)}%` : "a little";
  return `after ${inPosts(numbers)} its rate is uncertain. ${posts} more would raise the best rate by ${gain} on average. ${behind(chosen, numbers, words)}.`;
}

function explainFloor(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const share = inHundred(numbers.floor);
  const instead = letterOf(numbers.instead, words);
  return `Chose ${chosen} by chance: ${share} choices are left to it, so that figures stay comparable. Otherwise it would have been ${instead}.`;
}

function behind(chosen: string, numbers: Numbers, words: ChoiceWords): string {
  const rival = letterOf(numbers.rival, words);
  const [mine, theirs] = [
    toAmount(numbers.chosenRate, numbers),
    toAmount(numbers.rivalRate, numbers),
  ];
  if (formatAmount(mine) === formatAmount(theirs))
    return `${chosen} and ${rival} are level at about ${formatAmount(mine)}`;
  const gap = formatAmount(Math.abs(theirs - mine));
  const side = theirs > mine ? "ahead" : "behind";
  return `${rival} is ${side} by ${gap}, at about ${formatAmount(theirs)} ${lowerFirst(words.unit)}`;
}

function inPosts(numbers: Numbers): string {
  const posts = asNumber(numbers.chosenPosts);
  const pending = asNumber(numbers.chosenPending);
  const has = `${posts} ${posts === 1 ? "post" : "posts"}`;
  return pending > 0 ? `${has} and ${pending} waiting for a result` : has;
}

const tries = (numbers: Numbers): string => {
  const count = asNumber(numbers.chosenPosts) + asNumber(numbers.chosenPending);
  return formatAmount(count);
};

const inHundred = (share: unknown): string => `${formatAmount(asNumber(share) * 100)} in 100`;

const letterOf = (armId: unknown, { letters }: ChoiceWords): string =>
  letters[String(armId)] ?? "another variant";

const toAmount = (rate: unknown, numbers: Numbers): number =>
  asNumber(rate) * (typeof numbers.scale === "number" ? numbers.scale : 1);

const asNumber = (value: unknown): number => (typeof value === "number" ? value : 0);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
