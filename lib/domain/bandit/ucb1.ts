import type { ArmStats, BanditPolicy, Choice, ChoiceReason } from "./policy";

interface ArmTally {
  count: number;
  sum: number;
}

/** What UCB1 has learnt: how often each arm was tried, and what it earned in all. */
export type Ucb1State = Record<string, ArmTally>;

/** The arm's mean plus what its uncertainty is worth after n of total tries. */
export function ucb1Index(mean: number, n: number, total: number, alpha: number): number {
  return mean + alpha * Math.sqrt((2 * Math.log(total)) / n);
}

/** Learns from scratch: whatever was known before is forgotten. */
export function fit(decisions: readonly string[], rewards: readonly number[]): Ucb1State {
  return partialFit({}, decisions, rewards);
}

/** Adds observations to what is known; the given state stays as it was. */
export function partialFit(
  state: Ucb1State,
  decisions: readonly string[],
  rewards: readonly number[],
): Ucb1State {
  const next: Ucb1State = { ...state };
  for (const [i, armId] of decisions.entries()) {
    const { count, sum } = next[armId] ?? { count: 0, sum: 0 };
    next[armId] = { count: count + 1, sum: sum + (rewards[i] ?? 0) };
  }
  return next;
}

export function ucb1Indexes(state: Ucb1State, alpha: number): Record<string, number> {
  const total = Object.values(state).reduce((sum, arm) => sum + arm.count, 0);
  return Object.fromEntries(
    Object.entries(state).map(([armId, { count, sum }]) => [
      armId,
      ucb1Index(sum / count, count, total, alpha),
    ]),
  );
}

/**
 * UCB1 over posts. Every arm is posted once first; a post whose result is not in yet counts as a
 * try, so that a burst of slots does not go to one arm. Equal arms: the earlier one.
 */
export function createUcb1(alpha: number): BanditPolicy {
  return { name: "ucb1", choose: (arms) => choose(arms, alpha) };
}

function choose(arms: ArmStats[], alpha: number): Choice {
  const fresh = arms.find((arm) => tries(arm) === 0);
  if (fresh) {
    const reason = { template: "cold_start", numbers: { chosen: fresh.armId } };
    return { ...settle(arms, fresh), kind: "cold_start", indexes: {}, reason };
  }
  const total = arms.reduce((sum, arm) => sum + tries(arm), 0);
  const index = (arm: ArmStats) => ucb1Index(arm.reward, tries(arm), total, alpha);
  const chosen = findMax(arms, index);
  const indexes = Object.fromEntries(arms.map((arm) => [arm.armId, index(arm)]));
  const exploits = arms.every((arm) => arm.reward <= chosen.reward);
  return {
    ...settle(arms, chosen),
    kind: exploits ? "exploit" : "explore",
    indexes,
    reason: exploits ? explainExploit(arms, chosen) : explainExplore(arms, chosen, index),
  };
}

function settle(arms: ArmStats[], chosen: ArmStats): Pick<Choice, "armId" | "probabilities"> {
  const probabilities = Object.fromEntries(
    arms.map((arm) => [arm.armId, arm.armId === chosen.armId ? 1 : 0]),
  );
  return { armId: chosen.armId, probabilities };
}

function explainExploit(arms: ArmStats[], chosen: ArmStats): ChoiceReason {
  const others = arms.filter((arm) => arm.armId !== chosen.armId);
  if (others.length === 0) return { template: "only", numbers: { chosen: chosen.armId } };
  const runnerUp = findMax(others, (arm) => arm.reward);
  const numbers = {
    chosen: chosen.armId,
    chosenReward: chosen.reward,
    chosenSuccesses: chosen.successes,
    chosenTrials: chosen.trials,
    runnerUp: runnerUp.armId,
    runnerUpReward: runnerUp.reward,
    runnerUpSuccesses: runnerUp.successes,
    runnerUpTrials: runnerUp.trials,
  };
  return { template: "exploit", numbers };
}

function explainExplore(
  arms: ArmStats[],
  chosen: ArmStats,
  index: (arm: ArmStats) => number,
): ChoiceReason {
  const others = arms.filter((arm) => arm.armId !== chosen.armId);
  const rival = findMax(others, (arm) => arm.reward);
  const fewestOther = Math.min(...others.map(tries));
  const numbers = {
    chosen: chosen.armId,
    chosenPosts: tries(chosen),
    others: others.length,
    fewestOther,
    chosenIndex: index(chosen),
    rival: rival.armId,
    rivalIndex: index(rival),
  };
  return { template: fewestOther > tries(chosen) ? "explore_least" : "explore", numbers };
}

function tries(arm: ArmStats): number {
  return arm.posts + arm.pending;
}

function findMax(arms: ArmStats[], value: (arm: ArmStats) => number): ArmStats {
  const [first, ...rest] = arms;
  if (!first) throw new Error("A policy needs at least one arm to choose from.");
  return rest.reduce((best, arm) => (value(arm) > value(best) ? arm : best), first);
}
