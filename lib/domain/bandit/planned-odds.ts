import type { ArmStats, BanditPolicy, Choice } from "./policy";

/**
 * Plays the policy forward over the coming slots: null is a slot it chooses for, an arm is one that
 * a person has taken. Each counts as a post under way for the next; what posts will earn is left open.
 */
export function plannedOdds(
  policy: BanditPolicy,
  arms: readonly ArmStats[],
  slots: readonly (string | null)[],
  random = 0.5,
): (Choice | null)[] {
  const ahead = arms.map((arm) => ({ ...arm }));
  return slots.map((taken) => {
    const choice = taken === null && ahead.length > 0 ? policy.choose(ahead, random) : null;
    const armId = taken ?? choice?.armId;
    for (const arm of ahead) if (arm.armId === armId) arm.pending += 1;
    return choice;
  });
}
