export interface Random {
  /** In [0, 1). */
  next(): number;
  pick<T>(all: readonly T[]): T;
}

/** The same for the same seed; what the processes do with it is not. */
export function createRandom(seed: number): Random {
  let state = seed;
  const next = (): number => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
  return {
    next,
    pick(all) {
      const one = all[Math.floor(next() * all.length)];
      if (one === undefined) throw new Error("There is nothing to pick from.");
      return one;
    },
  };
}
