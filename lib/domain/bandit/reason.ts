import type { Goal } from "../metrics";
import type { Choice } from "./policy";

type ReasonNumbers = Choice["reason"]["numbers"];

const GOAL_WORDS = {
  reach: { noun: "view", per: "a post", scale: 1 },
  engagement: { noun: "interaction", per: "per 1,000 views", scale: 1000 },
  ctr: { noun: "click", per: "per 1,000 views", scale: 1000 },
} as const satisfies Record<Goal, { noun: string; per: string; scale: number }>;

/** One sentence or two on why an arm was chosen, from the stored numbers and nothing else. */
export function reasonSentence(
  choice: Pick<Choice, "armId" | "reason">,
  labels: Record<string, string>,
  goal: Goal,
): string {
  const { template, numbers } = choice.reason;
  const letter = (armId: unknown) => labels[String(armId)] ?? "another variant";
  const chosen = letter(choice.armId);
  switch (template) {
    case "cold_start":
      return `Chose ${chosen} to learn: every variant gets one post first, and ${chosen} had none.`;
    case "only":
      return `Chose ${chosen}: it is the only variant that may be posted.`;
    case "exploit":
      return `Chose ${chosen}: ${explainExploit(numbers, letter(numbers.runnerUp), goal)}`;
    case "explore":
    case "explore_least":
      return `Chose ${chosen} to learn: ${explainExplore(template, numbers, letter(numbers.rival))}`;
    default:
      return `Chose ${chosen}.`;
  }
}

function explainExploit(numbers: ReasonNumbers, runnerUp: string, goal: Goal): string {
  const { noun, per, scale } = GOAL_WORDS[goal];
  const chosenRate = toRate(numbers.chosenSuccesses, numbers.chosenTrials);
  const otherRate = toRate(numbers.runnerUpSuccesses, numbers.runnerUpTrials);
  if (chosenRate === null) return "no variant has results yet, and it comes first in order.";
  const earns = (rate: number) => {
    const amount = formatAmount(rate * scale);
    return `${amount} ${amount === "1" ? noun : `${noun}s`} ${per}`;
  };
  const claim = earns(chosenRate);
  if (otherRate === null) return `${claim}; ${runnerUp} has no results yet.`;
  const lead = formatAmount((chosenRate - otherRate) * scale);
  if (chosenRate > otherRate && lead !== "0") {
    return `${claim}, ${lead} more than ${runnerUp}, the runner-up.`;
  }
  const mine = asNumber(numbers.chosenReward);
  const theirs = asNumber(numbers.runnerUpReward);
  if (goal === "reach" || formatAmount(mine * scale) === formatAmount(theirs * scale)) {
    return `${claim}, level with ${runnerUp}.`;
  }
  // All views together may say otherwise: the policy counts post by post.
  return `its average post has ${earns(mine)}, ${runnerUp}'s ${formatAmount(theirs * scale)}.`;
}

function explainExplore(template: string, numbers: ReasonNumbers, rival: string): string {
  const posts = asNumber(numbers.chosenPosts);
  const has = `${posts} ${posts === 1 ? "post" : "posts"}`;
  if (template !== "explore_least") {
    return `after ${has} its result is still uncertain, and it may turn out better than ${rival}'s.`;
  }
  const fewest = asNumber(numbers.fewestOther);
  return asNumber(numbers.others) === 1
    ? `it had ${has}, ${rival} ${fewest}, so its result is the less certain.`
    : `it had ${has}, the others ${fewest} or more, so its result is the least certain.`;
}

function toRate(successes: unknown, trials: unknown): number | null {
  const total = asNumber(trials);
  return total > 0 ? asNumber(successes) / total : null;
}

function asNumber(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function formatAmount(value: number): string {
  const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : 1;
  return value.toLocaleString("en", { maximumFractionDigits });
}
