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
      return `Chose ${chosen}. Every variant gets one post first, and ${chosen} has had none.`;
    case "only":
      return `Chose ${chosen}. It is the only variant that may be posted.`;
    case "exploit":
      return `Chose ${chosen}. ${explainExploit(numbers, letter(numbers.runnerUp), goal)}`;
    case "explore":
    case "explore_least":
      return `Chose ${chosen} to learn. ${explainExplore(template, numbers, letter(numbers.rival))}`;
    default:
      return `Chose ${chosen}.`;
  }
}

function explainExploit(numbers: ReasonNumbers, runnerUp: string, goal: Goal): string {
  const { noun, per, scale } = GOAL_WORDS[goal];
  const chosenRate = toRate(numbers.chosenSuccesses, numbers.chosenTrials);
  const otherRate = toRate(numbers.runnerUpSuccesses, numbers.runnerUpTrials);
  if (chosenRate === null) return "No variant has results yet, and it comes first in order.";
  const earns = formatAmount(chosenRate * scale);
  const claim = `It earns ${earns} ${earns === "1" ? noun : `${noun}s`} ${per}`;
  if (otherRate === null) return `${claim}; ${runnerUp} has no results yet.`;
  const lead = formatAmount((chosenRate - otherRate) * scale);
  if (chosenRate > otherRate && lead !== "0") {
    return `${claim}, ${lead} more than ${runnerUp}, the runner-up.`;
  }
  const mine = asNumber(numbers.chosenReward);
  const theirs = asNumber(numbers.runnerUpReward);
  if (mine <= theirs) return `${claim}, level with ${runnerUp}, and comes first in order.`;
  const [mineText, theirsText] = formatApart(mine, theirs);
  return `Its posts score ${mineText} on average, above ${runnerUp}'s ${theirsText}.`;
}

function explainExplore(template: string, numbers: ReasonNumbers, rival: string): string {
  const posts = asNumber(numbers.chosenPosts);
  const has = `It has ${posts} ${posts === 1 ? "post" : "posts"}`;
  const tried = template === "explore_least" ? `${has} and has been tried least` : has;
  const mine = asNumber(numbers.chosenIndex);
  const theirs = asNumber(numbers.rivalIndex);
  if (mine <= theirs) return `${tried}; its score is level with ${rival}'s.`;
  const [mineText, theirsText] = formatApart(mine, theirs);
  return `${tried}; its score ${mineText} is above ${rival}'s ${theirsText}.`;
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

/** As few decimals, from two up, as it takes for two numbers to look different. */
function formatApart(a: number, b: number): [string, string] {
  for (const digits of [2, 3, 4, 5]) {
    const pair: [string, string] = [a.toFixed(digits), b.toFixed(digits)];
    if (pair[0] !== pair[1]) return pair;
  }
  return [String(a), String(b)];
}
