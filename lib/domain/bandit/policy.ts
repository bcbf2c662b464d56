export interface ArmStats {
  armId: string;
  /** Posts with a result. */
  posts: number;
  /** Posts chosen whose result is not in yet. */
  pending: number;
  /** Mean per post, in [0, 1]. */
  reward: number;
  successes: number;
  trials: number;
}

export type ChoiceKind = "cold_start" | "exploit" | "explore";

export interface ChoiceReason {
  template: string;
  numbers: Record<string, number | string>;
}

export interface Choice {
  armId: string;
  kind: ChoiceKind;
  probabilities: Record<string, number>;
  indexes: Record<string, number>;
  reason: ChoiceReason;
}

export interface BanditPolicy {
  name: string;
  /** Picks among at least one arm; random is in [0, 1) and all the chance a policy may use. */
  choose(arms: ArmStats[], random: number): Choice;
}

/** Share of choices made to learn, cold starts among them; null before the first. */
export function explorationRatio(kinds: readonly ChoiceKind[]): number | null {
  if (kinds.length === 0) return null;
  return kinds.filter((kind) => kind !== "exploit").length / kinds.length;
}
