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
