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

/** What the gate said of a challenger, in a sentence built from its numbers. It is kept: it tells what was so then. */
export function wordChallenger(
  judged: ChallengerJudgement,
  name: NameOf,
  outcome: "promote" | "propose" | "none",
): Worded {
  const { promptId, overId, posts, overPosts } = judged;
  const [own, over] = [name(promptId), name(overId)];
  const numbers = { ...numbersOf(judged), posts, overPosts };
  const base = { promptId, numbers };
  const known = `after ${count(posts)} the odds that it does better than ${over} were ${odds(judged.pBetter)} (${range(judged)})`;
  if (outcome === "promote")
    return { ...base, kind: "promote", text: `${own} took over: ${known}.` };
  if (outcome === "propose")
    return { ...base, kind: "propose", text: `${own} was put up for approval: ${known}.` };
  if (judged.verdict === "promote")
    return { ...base, kind: "wait", text: `${own} was next in turn: ${known}.` };
  if (judged.reason === "worse")
    return {
      ...base,
      kind: "retire",
      text: `${own} was retired: after ${count(posts)} the odds that ${over} does better were ${odds(1 - judged.pBetter)}.`,
    };
  if (judged.reason === "no_proof")
    return {
      ...base,
      kind: "retire",
      text: `${own} was retired: ${count(posts)} did not prove that it does better than ${over}.`,
    };
  if (judged.reason === "few_posts")
    return {
      ...base,
      kind: "wait",
      text: `${own} had too few results to be judged: ${posts} of its own, ${overPosts} of ${over}.`,
    };
  return { ...base, kind: "wait", text: `${own} against ${over} was undecided: ${known}.` };
}

/** Here `pBetter` is the chance that the old champion does better. */
export function wordProbation(judged: ProbationJudgement, name: NameOf): Worded {
  const { promptId, overId, posts, ownPosts, verdict, pBetter } = judged;
  const [own, old] = [name(promptId), name(overId)];
  const base = { promptId, numbers: { ...numbersOf(judged), posts, ownPosts } };
  const since = `${posts === 1 ? "1 result was" : `${posts} results were`} in since it took over, ${ownPosts} of its own`;
  switch (verdict) {
    case "rollback":
      return {
        ...base,
        kind: "rollback",
        text: `${old} was put back in the lead: the odds that it does better than ${own} were ${odds(pBetter)}.`,
      };
    case "keep":
      return {
        ...base,
        kind: "keep",
        text: `${own} stayed: ${since}, and the odds that ${old} does better were ${odds(pBetter)}.`,
      };
    default:
      return {
        ...base,
        kind: "wait",
        text: `${own} was on probation: ${since}.`,
      };
  }
}

const have = ({ have: posts }: { have: number }) => (posts === 1 ? "1 is in" : `${posts} are in`);

/** Why no new prompt is written, as things stand. */
export function wordWaiting(waiting: Waiting): string {
  switch (waiting.code) {
    case "no_champion":
      return "No prompt leads here, so none can be written from it. Bring one back.";
    case "few_posts":
      return `New prompts wait for ${waiting.need} new results; ${have(waiting)}.`;
    case "bred_today":
      return "New prompts are written at most once a day: the next ones with the first results after that.";
    case "paused":
      return `${waiting.generations} generations gained nothing, so new prompts wait for ${waiting.need} new results; ${have(waiting)}.`;
    case "full":
      return `All ${LEARNING_SETTINGS.challengers} places are taken: a new prompt is written once one of them goes or leads, from ${CHALLENGER_POSTS} results on.`;
  }
}

const had = ({ have: posts }: { have: number }) => (posts === 1 ? "1 was in" : `${posts} were in`);

/** Why a cycle wrote no new prompt, as it is kept with it. */
export function wordWaited(waiting: Waiting): string {
  switch (waiting.code) {
    case "no_champion":
      return "No prompt led here, so none could be written from it.";
    case "few_posts":
      return `New prompts waited for ${waiting.need} new results; ${had(waiting)}.`;
    case "bred_today":
      return "No prompt was written: others had been within the 24 hours before, and that happens at most once a day.";
    case "paused":
      return `${waiting.generations} generations had gained nothing, so new prompts waited for ${waiting.need} new results; ${had(waiting)}.`;
    case "full":
      return `All ${LEARNING_SETTINGS.challengers} places were taken, so no new prompt was written.`;
  }
}

/** The same of a cycle after which a prompt was up to a person. */
export const wordProposed = (name: string): string =>
  `${name} was up to a person to decide, so no new prompt was written.`;
