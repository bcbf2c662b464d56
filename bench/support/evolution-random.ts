/** Numbers in [0, 1) that depend on the words alone (FNV-1a, then mulberry32). */
export function randomOf(...words: readonly (string | number)[]): () => number {
  let state = 2166136261;
  for (const character of words.join("\u0001")) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function normalOf(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Knuth below 30, where the normal curve is near enough. */
export function poissonOf(mean: number, random: () => number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normalOf(random)));
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  while (product > limit) {
    product *= random();
    count++;
  }
  return count;
}

export const pick = <T>(values: readonly T[], random: () => number, otherwise: T): T =>
  values[Math.floor(random() * values.length)] ?? otherwise;
