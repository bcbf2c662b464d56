import { type BreedOrder, planBreed } from "./breed";
import { type Comparison, compare, type Effects } from "./effects";
import {
  type ChallengerJudgement,
  judgeChallenger,
  judgeProbation,
  type ProbationJudgement,
  type ProbationPosts,
} from "./gate";
import { findLeader, type PromptStatus, type PromptVersion } from "./prompt";
import type { LearningSettings } from "./settings";

export interface CycleInput {
  /** All of the channel, archive and retired ones included (at most the latest 200). */
  population: readonly PromptVersion[];
  /** Posterior over all settled posts: `fitEffects`. */
  effects: Effects;
  /** Settled since the last breeding. */
  newPosts: number;
  /** Settled, and published since the promotion that is on probation; null without one. */
  probationPosts: ProbationPosts | null;
  /** ISO 8601. */
  now: string;
  lastBredAt: string | null;
  /** A person asked for it: neither the pause nor the daily limit holds it back. */
  forced?: boolean;
  settings: LearningSettings;
  random: () => number;
}

export type Waiting =
  | { code: "no_champion" }
  | { code: "few_posts"; have: number; need: number }
  | { code: "bred_today"; nextAt: string }
  | { code: "paused"; generations: number; have: number; need: number }
  | { code: "full" };

export interface StatusChange {
  id: string;
  from: PromptStatus;
  to: PromptStatus;
}

export interface CyclePlan {
  challengers: ChallengerJudgement[];
  probation: ProbationJudgement | null;
  /** At most one a cycle: it leads on probation, and the champion stays beside it. */
  promotion: ChallengerJudgement | null;
  /** All that the judgements come to, the promotion included. */
  changes: StatusChange[];
  /** Empty while breeding waits. */
  breed: BreedOrder[];
  /** Of the children: one more than any before. */
  generation: number;
  waiting: Waiting | null;
  /** Who leads after it, against the frozen seed; null while the seed leads or nobody does. */
  improvement: Comparison | null;
}

/** One micro-cycle: judges what there is, then orders children for the free places. Changes nothing itself. */
export function planCycle(input: CycleInput): CyclePlan {
  const { population, effects, settings } = input;
  const probation = judgeLeader(input);
  const settled = probation ? afterProbation(population, probation) : [];
  const stood = applyChanges(population, settled);
  const leader = findLeader(stood);
  const challengers = leader
    ? stood
        .filter(({ status }) => status === "challenger")
        .map((each) => judgeChallenger(effects, each, leader, settings.caution))
    : [];
  // One thing at a time: what leads on probation, or was just rolled back, is no measure for the next.
  const open = probation === null || probation.verdict === "keep";
  const promotion = open ? choosePromotion(challengers) : null;
  const changes = [...settled, ...challengers.flatMap((each) => afterGate(each, promotion))];
  const next = applyChanges(population, changes);
  const waiting = findWaiting(input, next);
  const lead = findLeader(next);
  const free = settings.challengers - count(next, "challenger");
  const breed =
    waiting || !lead
      ? []
      : planBreed({ ...input, population: next, leader: lead }, free, settings.callsPerCycle);
  return {
    ...{ challengers, probation, promotion, changes, breed, waiting },
    generation: latestGeneration(population) + 1,
    improvement: improvementOver(effects, next),
  };
}

/** The population as it stands after the changes. */
export function applyChanges(
  population: readonly PromptVersion[],
  changes: readonly StatusChange[],
): PromptVersion[] {
  const to = new Map(changes.map((change) => [change.id, change.to]));
  return population.map((each) => ({ ...each, status: to.get(each.id) ?? each.status }));
}

/** `improvementRate`: who leads now against the frozen seed. */
export function improvementOver(
  effects: Effects,
  population: readonly PromptVersion[],
): Comparison | null {
  const leader = findLeader(population);
  const seed = population.find(({ operator }) => operator === "seed");
  return leader && seed && leader.id !== seed.id ? compare(effects, leader, seed) : null;
}

function judgeLeader(input: CycleInput): ProbationJudgement | null {
  const { population, effects, probationPosts, settings } = input;
  const leader = population.find(({ status }) => status === "probation");
  const old = population.find(({ status }) => status === "champion");
  if (!leader || !old) return null;
  const posts = probationPosts ?? { all: 0, own: 0 };
  return judgeProbation(effects, leader, old, posts, settings.probationPosts);
}

function afterProbation(
  population: readonly PromptVersion[],
  { promptId, overId, verdict }: ProbationJudgement,
): StatusChange[] {
  if (verdict === "wait") return [];
  if (verdict === "rollback") return [{ id: promptId, from: "probation", to: "retired" }];
  const old = population.some(({ id }) => id === overId);
  return [
    ...(old ? [{ id: overId, from: "champion", to: "archived" } as const] : []),
    { id: promptId, from: "probation", to: "champion" },
  ];
}

const choosePromotion = (judged: readonly ChallengerJudgement[]): ChallengerJudgement | null =>
  judged.filter(({ verdict }) => verdict === "promote").toSorted((a, b) => b.lift - a.lift)[0] ??
  null;

function afterGate(
  { promptId, verdict }: ChallengerJudgement,
  promotion: ChallengerJudgement | null,
): StatusChange[] {
  if (promotion?.promptId === promptId)
    return [{ id: promptId, from: "challenger", to: "probation" }];
  return verdict === "retire" ? [{ id: promptId, from: "challenger", to: "retired" }] : [];
}

function findWaiting(input: CycleInput, next: readonly PromptVersion[]): Waiting | null {
  const { newPosts, now, lastBredAt, forced, settings } = input;
  if (!findLeader(next)) return { code: "no_champion" };
  if (count(next, "challenger") >= settings.challengers) return { code: "full" };
  const need = settings.breedAfterPosts;
  if (newPosts < need) return { code: "few_posts", have: newPosts, need };
  if (forced) return null;
  const nextAt = lastBredAt ? Date.parse(lastBredAt) + settings.breedEveryMs : 0;
  if (Date.parse(now) < nextAt)
    return { code: "bred_today", nextAt: new Date(nextAt).toISOString() };
  const generations = countFruitless(next);
  if (generations >= settings.pauseAfter && newPosts < settings.pausePosts)
    return { code: "paused", generations, have: newPosts, need: settings.pausePosts };
  return null;
}

/** Generations in a row, newest first, of which none came to lead; one that is still judged is passed over. */
export function countFruitless(population: readonly PromptVersion[]): number {
  const generations = Map.groupBy(
    // Nobody bred what a channel begins with, nor what a person wrote.
    population.filter(({ generation, operator }) => generation > 0 && operator !== "person"),
    ({ generation }) => generation,
  );
  let fruitless = 0;
  for (const [, members] of [...generations].toSorted(([a], [b]) => b - a)) {
    if (members.some(({ status }) => status === "challenger")) continue;
    if (members.some(({ status }) => status !== "retired")) break;
    fruitless++;
  }
  return fruitless;
}

const count = (population: readonly PromptVersion[], status: PromptStatus): number =>
  population.filter((each) => each.status === status).length;

const latestGeneration = (population: readonly PromptVersion[]): number =>
  population.reduce((latest, { generation }) => Math.max(latest, generation), 0);
