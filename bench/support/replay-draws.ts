import { seededRandom } from "@/lib/domain/chance/seeded-random";

export type Random = () => number;

/** Numbers in [0, 1) that depend on these words alone: FNV-1a into the product's own generator. */
export function randomOf(...words: readonly (string | number)[]): Random {
  let hash = 2166136261;
  for (const character of words.join(" ")) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619);
  }
  return seededRandom(hash >>> 0);
}

export function normalDraw(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia and Tsang 2000; a smaller shape than one by Stuart's theorem. */
export function gammaDraw(shape: number, random: Random): number {
  if (shape < 1) return gammaDraw(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = normalDraw(random);
    const cube = (1 + c * normal) ** 3;
    if (cube <= 0) continue;
    if (Math.log(1 - random()) < 0.5 * normal ** 2 + d - d * cube + d * Math.log(cube)) {
      return d * cube;
    }
  }
}

export function betaDraw(a: number, b: number, random: Random): number {
  const x = gammaDraw(a, random);
  return x / (x + gammaDraw(b, random));
}

/** Exact, by the gaps between successes: quick while the chance is small. */
export function binomialDraw(trials: number, chance: number, random: Random): number {
  if (chance <= 0 || trials <= 0) return 0;
  if (chance > 0.5) return trials - binomialDraw(trials, 1 - chance, random);
  const scale = 1 / Math.log1p(-chance);
  let successes = 0;
  let at = 0;
  for (;;) {
    at += Math.floor(Math.log(1 - random()) * scale) + 1;
    if (at > trials) return successes;
    successes++;
  }
}

export function shuffle<T>(values: readonly T[], random: Random): T[] {
  const shuffled = values.map((value) => ({ value, key: random() }));
  return shuffled.toSorted((a, b) => a.key - b.key).map(({ value }) => value);
}
