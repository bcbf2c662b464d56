import { seededRandom } from "@/lib/domain/chance/seeded-random";
import type { ArmBelief, Cause, Choice, ChoiceReason, Snapshot } from "./algorithm";

/** What an algorithm makes of the arms, before chance has its share. */
export interface Verdict {
  /** How likely the algorithm itself picks each candidate, in their order; one in all. */
  weights: readonly number[];
  indexes: Record<string, number>;
  explain(pick: ArmBelief, arms: readonly ArmBelief[]): { kind: Cause; reason: ChoiceReason };
}

/**
 * From a verdict to a choice: the first post of a new arm comes first, and the floor leaves its
 * share to chance: p = f + (1 - K f) w, with f the floor over the K candidates.
 */
export function settleChoice(
  snapshot: Snapshot,
  seed: number,
  judge: (arms: readonly ArmBelief[]) => Verdict,
): Choice {
  const arms = candidatesOf(snapshot);
  const fresh = arms.length > 1 ? arms.findIndex((arm) => arm.posts + arm.pending === 0) : -1;
  const verdict = fresh >= 0 ? coldStart(arms, fresh) : judge(arms);
  const share = arms.length > 1 ? Math.min(Math.max(snapshot.floor, 0), 1) : 0;
  const random = seededRandom(seed);
  const own = draw(arms, verdict.weights, random());
  const picked = random() < share ? at(arms, Math.floor(random() * arms.length)) : own;
  const propensities = Object.fromEntries(
    arms.map((arm, i) => [
      arm.armId,
      share / arms.length + (1 - share) * (verdict.weights[i] ?? 0),
    ]),
  );
  const settled =
    picked === own ? verdict.explain(own, arms) : explainChance(picked, arms, own, share);
  return { armId: picked.armId, propensities, indexes: verdict.indexes, ...settled };
}

export function candidatesOf(snapshot: Snapshot): ArmBelief[] {
  const byId = new Map(snapshot.beliefs.map((belief) => [belief.armId, belief]));
  const arms = snapshot.candidates.flatMap((armId) => byId.get(armId) ?? []);
  if (arms.length === 0) throw new Error("A policy needs at least one arm to choose from.");
  return arms;
}

/** One for the arm of the highest value, the earliest of equals; nothing for the others. */
export function onlyTheHighest(values: readonly number[]): number[] {
  const best = values.reduce((top, value, i) => (value > (values[top] ?? 0) ? i : top), 0);
  return values.map((_, i) => (i === best ? 1 : 0));
}

export function leaderOf(arms: readonly ArmBelief[]): ArmBelief {
  return arms.reduce((best, arm) => (arm.mean > best.mean ? arm : best), at(arms, 0));
}

/** The numbers that every sentence may use: rates are posterior means. */
export function commonNumbers(pick: ArmBelief, arms: readonly ArmBelief[]) {
  const others = arms.filter((arm) => arm !== pick);
  const rival = others.length > 0 ? leaderOf(others) : null;
  return {
    chosen: pick.armId,
    chosenRate: pick.mean,
    chosenPosts: pick.posts,
    chosenPending: pick.pending,
    others: others.length,
    ...(rival && {
      rival: rival.armId,
      rivalRate: rival.mean,
      rivalPosts: rival.posts,
      rivalPending: rival.pending,
    }),
  };
}

function coldStart(arms: readonly ArmBelief[], fresh: number): Verdict {
  const explain = (pick: ArmBelief) => ({
    kind: "cold_start" as const,
    reason: { template: "cold_start", numbers: commonNumbers(pick, arms) },
  });
  return { weights: arms.map((_, i) => (i === fresh ? 1 : 0)), indexes: {}, explain };
}

function explainChance(
  pick: ArmBelief,
  arms: readonly ArmBelief[],
  instead: ArmBelief,
  floor: number,
): { kind: Cause; reason: ChoiceReason } {
  const numbers = { ...commonNumbers(pick, arms), instead: instead.armId, floor };
  return { kind: "floor", reason: { template: "floor", numbers } };
}

function draw(arms: readonly ArmBelief[], weights: readonly number[], chance: number): ArmBelief {
  let below = 0;
  let last = -1;
  for (const [i, weight] of weights.entries()) {
    if (weight <= 0) continue;
    below += weight;
    last = i;
    if (chance < below) break;
  }
  return at(arms, Math.max(last, 0));
}

function at(arms: readonly ArmBelief[], i: number): ArmBelief {
  const arm = arms[i];
  if (!arm) throw new Error("A policy needs at least one arm to choose from.");
  return arm;
}
