import { type Comparison, compare, type Effects } from "./effects";
import type { PromptGenome } from "./prompt";

export const CHALLENGER_POSTS = 4;
export const CHAMPION_POSTS = 3;
const CERTAINTY = { usual: 0.8, cautious: 0.9 } as const;
export const SMALLEST_LIFT = 0.02;
const HOPELESS = 0.2;
export const LAST_POST = 12;

export type Caution = keyof typeof CERTAINTY;

export interface ChallengerJudgement extends Comparison {
  promptId: string;
  /** The one that it was compared with. */
  overId: string;
  posts: number;
  overPosts: number;
  verdict: "wait" | "promote" | "retire";
  reason: "few_posts" | "undecided" | "better" | "worse" | "no_proof";
}

/** A promotion is right with at least this chance, if the model of effects is. */
export const certaintyOf = (caution: Caution): number => CERTAINTY[caution];

/** Whether a challenger takes over, goes on, or goes. */
export function judgeChallenger(
  effects: Effects,
  challenger: PromptGenome,
  leader: PromptGenome,
  caution: Caution,
): ChallengerJudgement {
  const posts = effects.posts.get(challenger.id) ?? 0;
  const overPosts = effects.posts.get(leader.id) ?? 0;
  const comparison = compare(effects, challenger, leader);
  const { pBetter, lift } = comparison;
  const facts = { promptId: challenger.id, overId: leader.id, posts, overPosts, ...comparison };
  const enough = posts >= CHALLENGER_POSTS && overPosts >= CHAMPION_POSTS;
  if (enough && pBetter > CERTAINTY[caution] && lift > SMALLEST_LIFT)
    return { ...facts, verdict: "promote", reason: "better" };
  if (enough && pBetter < HOPELESS) return { ...facts, verdict: "retire", reason: "worse" };
  if (posts >= LAST_POST) return { ...facts, verdict: "retire", reason: "no_proof" };
  return { ...facts, verdict: "wait", reason: enough ? "undecided" : "few_posts" };
}

const ROLLBACK_CERTAINTY = 0.8;

export interface ProbationJudgement extends Comparison {
  promptId: string;
  /** The champion before it; `pBetter` is the chance that this old one is better. */
  overId: string;
  /** Settled since the promotion: posts of the whole channel, and those that the new one wrote. */
  posts: number;
  ownPosts: number;
  verdict: "wait" | "keep" | "rollback";
}

export interface ProbationPosts {
  /** Of the whole channel: the old champion and the challengers go on being tried. */
  all: number;
  /** Of the one on probation: nothing is proved by what others wrote. */
  own: number;
}

/** Rolls back at once where the old champion looks better; keeps after the agreed numbers of posts. */
export function judgeProbation(
  effects: Effects,
  leader: PromptGenome,
  old: PromptGenome,
  settled: ProbationPosts,
  needed: ProbationPosts,
): ProbationJudgement {
  const comparison = compare(effects, old, leader);
  const counts = { posts: settled.all, ownPosts: settled.own };
  const facts = { promptId: leader.id, overId: old.id, ...counts, ...comparison };
  if (comparison.pBetter > ROLLBACK_CERTAINTY) return { ...facts, verdict: "rollback" };
  const enough = settled.all >= needed.all && settled.own >= needed.own;
  return { ...facts, verdict: enough ? "keep" : "wait" };
}
