import type { RunDecision } from "@/lib/contracts/learning";
import type { Waiting } from "@/lib/domain/evolution/cycle";
import type { Comparison } from "@/lib/domain/evolution/effects";
import {
  CHALLENGER_POSTS,
  type ChallengerJudgement,
  type ProbationJudgement,
} from "@/lib/domain/evolution/gate";
import { LEARNING_SETTINGS } from "@/lib/domain/evolution/settings";

type NameOf = (promptId: string) => string;
type Worded = Omit<RunDecision, "prompt"> & { promptId: string | null };

const percent = (share: number) => `${Math.round(share * 100)}%`;
const signed = (share: number) => {
  const size = percent(Math.abs(share));
  if (size === "0%") return size;
  return `${share > 0 ? "+" : "−"}${size}`;
};
const count = (posts: number) => `${posts} ${posts === 1 ? "post" : "posts"}`;
const range = ({ lift, low, high }: Comparison) =>
  `${signed(lift)}, 90% range ${signed(low)} to ${signed(high)}`;
/** Never certain. */
const odds = (chance: number) => {
  if (chance > 0.99) return "over 99 in 100";
  return chance < 0.01 ? "under 1 in 100" : `${Math.round(chance * 100)} in 100`;
};

const numbersOf = ({ pBetter, lift, low, high }: Comparison) => ({ pBetter, lift, low, high });

/** What the gate said of a challenger, in a sentence built from its numbers. */
export function wordChallenger(
  judged: ChallengerJudgement,
  name: NameOf,
  outcome: "promote" | "propose" | "none",
): Worded {
  const { promptId, overId, posts, overPosts } = judged;
  const [own, over] = [name(promptId), name(overId)];
  const numbers = { ...numbersOf(judged), posts, overPosts };
  const base = { promptId, numbers };
  const known = `after ${count(posts)} the odds that it does better than ${over} are ${odds(judged.pBetter)} (${range(judged)})`;
  if (outcome === "promote")
    return { ...base, kind: "promote", text: `${own} leads now: ${known}.` };
  if (outcome === "propose")
    return { ...base, kind: "propose", text: `${own} was put up for approval: ${known}.` };
  if (judged.verdict === "promote")
    return { ...base, kind: "wait", text: `${own} is next in turn: ${known}.` };
  if (judged.reason === "worse")
    return {
      ...base,
      kind: "retire",
      text: `${own} goes: after ${count(posts)} the odds that ${over} does better are ${odds(1 - judged.pBetter)}.`,
    };
  if (judged.reason === "no_proof")
    return {
      ...base,
      kind: "retire",
      text: `${own} goes: ${count(posts)} did not prove that it does better than ${over}.`,
    };
  if (judged.reason === "few_posts")
    return {
      ...base,
      kind: "wait",
      text: `${own} has too few results to be judged: ${posts} of its own, ${overPosts} of ${over}.`,
    };
  return { ...base, kind: "wait", text: `${own} against ${over} is undecided: ${known}.` };
}

/** Here `pBetter` is the chance that the old champion does better. */
export function wordProbation(judged: ProbationJudgement, name: NameOf): Worded {
  const { promptId, overId, posts, ownPosts, verdict, pBetter } = judged;
  const [own, old] = [name(promptId), name(overId)];
  const base = { promptId, numbers: { ...numbersOf(judged), posts, ownPosts } };
  const since = `${posts === 1 ? "1 result is" : `${posts} results are`} in since it took over, ${ownPosts} of its own`;
  switch (verdict) {
    case "rollback":
      return {
        ...base,
        kind: "rollback",
        text: `${old} leads again: the odds that it does better than ${own} are ${odds(pBetter)}.`,
      };
    case "keep":
      return {
        ...base,
        kind: "keep",
        text: `${own} stays: ${since}, and the odds that ${old} does better are ${odds(pBetter)}.`,
      };
    default:
      return {
        ...base,
        kind: "wait",
        text: `${own} leads on probation: ${since}.`,
      };
  }
}

const have = ({ have: posts }: { have: number }) => (posts === 1 ? "1 is in" : `${posts} are in`);

/** Why no new prompt is written. */
export function wordWaiting(waiting: Waiting): string {
  switch (waiting.code) {
    case "no_champion":
      return "No prompt leads here, so none can be written from it. Bring one back.";
    case "few_posts":
      return `New prompts wait for ${waiting.need} new results; ${have(waiting)}.`;
    case "bred_today":
      return "New prompts were written within the last 24 hours; that happens at most once a day.";
    case "paused":
      return `${waiting.generations} generations gained nothing, so new prompts wait for ${waiting.need} new results; ${have(waiting)}.`;
    case "full":
      return `All ${LEARNING_SETTINGS.challengers} places are taken: a new prompt is written once one of them goes or leads, from ${CHALLENGER_POSTS} results on.`;
  }
}
