import type { ArmBelief, Choice, Snapshot } from "./algorithm";
import { withPending } from "./beliefs";
import { policyOf } from "./policies";
import { candidatesOf, leaderOf } from "./settle-choice";

/** How many coming slots the planned shares tell of. */
export const PLANNED_SLOTS = 20;

/** Shares of choices that are made to learn, by what the learning is for. */
export interface LearningSplit {
  coldStart: number;
  worthLearning: number;
  floor: number;
}

export interface PlannedStep {
  choice: Choice;
  learning: LearningSplit;
}

/**
 * Plays an algorithm forward over the coming slots: null is a slot that it chooses for, an arm is one
 * that a person has taken. Each counts as a post under way for the next; what posts will earn is left
 * open. Without candidates every step is null.
 */
export function plannedSteps(
  snapshot: Snapshot,
  slots: readonly (string | null)[],
): (PlannedStep | null)[] {
  let ahead = snapshot;
  return slots.map((taken, i) => {
    const step = taken === null ? plan(ahead, i) : null;
    const armId = taken ?? step?.choice.armId;
    if (armId) ahead = withPending(ahead, armId);
    return step;
  });
}

function plan(snapshot: Snapshot, seed: number): PlannedStep | null {
  if (snapshot.candidates.length === 0) return null;
  const policy = policyOf(snapshot.algorithm);
  // What chance will pick is not known: the arm is the algorithm's own, the odds hold for both.
  const own = policy.decide({ ...snapshot, floor: 0 }, seed);
  const { propensities } = policy.decide(snapshot, seed);
  return { choice: { ...own, propensities }, learning: split(snapshot, own) };
}

/** By the odds of each kind, so that what was planned and what was done are counted alike. */
function split(snapshot: Snapshot, own: Choice): LearningSplit {
  const arms = candidatesOf(snapshot);
  if (arms.length < 2) return { coldStart: 0, worthLearning: 0, floor: 0 };
  // Chance that lands on the algorithm's own arm changes nothing.
  const floor = (snapshot.floor * (arms.length - 1)) / arms.length;
  if (own.kind === "cold_start") return { coldStart: 1 - floor, worthLearning: 0, floor };
  return { coldStart: 0, worthLearning: (1 - floor) * (1 - earningShare(arms, own)), floor };
}

/** How likely the algorithm itself picks the arm that it takes for the best. */
function earningShare(arms: readonly ArmBelief[], { armId, kind, propensities }: Choice): number {
  if (kind === "exploit") return propensities[armId] ?? 0;
  const leader = leaderOf(arms).armId;
  return leader === armId ? 0 : (propensities[leader] ?? 0);
}

/** Of all steps that were the algorithm's; null when none was. */
export function meanSplit(steps: readonly (PlannedStep | null)[]): LearningSplit | null {
  const own = steps.flatMap((step) => (step ? [step.learning] : []));
  if (own.length === 0) return null;
  const mean = (name: keyof LearningSplit) =>
    own.reduce((sum, each) => sum + each[name], 0) / own.length;
  return {
    coldStart: mean("coldStart"),
    worthLearning: mean("worthLearning"),
    floor: mean("floor"),
  };
}
