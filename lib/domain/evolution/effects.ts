import { drawNormal } from "@/lib/domain/chance/draw-normal";
import { factorise, solveLower, solveUpper } from "@/lib/domain/numbers/cholesky";
import { normalShare } from "@/lib/domain/numbers/normal";
import { DIRECTIVE_KEYS, type DirectiveKey } from "./directives";
import {
  EFFECT_PRIORS,
  type EffectPriors,
  featuresOf,
  levelFeature,
  type Observation,
  priorSd,
  promptFeature,
} from "./features";
import type { PromptGenome } from "./prompt";

/** Posterior of all effects: a normal distribution. Made by `fitEffects`, read by the functions below. */
export interface Effects {
  readonly index: ReadonlyMap<string, number>;
  readonly mean: Float64Array;
  /** Lower triangle of the precision's Cholesky factor, by rows. */
  readonly factor: Float64Array;
  readonly priors: EffectPriors;
  /** Settled posts of each prompt. */
  readonly posts: ReadonlyMap<string, number>;
  /** How many times the expected variance the posts scatter, shrunk to 1. */
  readonly noise: number;
}

export interface Estimate {
  /** Log scale. */
  mean: number;
  sd: number;
}

export interface Comparison {
  /** Chance that the first is truly better. */
  pBetter: number;
  /** Ratio of the rates less one, with its 90 % interval. */
  lift: number;
  low: number;
  high: number;
}

// As if so many posts had scattered exactly as expected.
const NOISE_POSTS = 20;
const Z90 = 1.6448536269515;

/** Bayesian ridge: directive levels, prompt residuals, slots and topics together, in closed form. */
export function fitEffects(
  observations: readonly Observation[],
  priors: EffectPriors = EFFECT_PRIORS,
): Effects {
  const rows = observations.map((each) => ({ ...each, features: featuresOf(each) }));
  const names = [...new Set(["base", ...rows.flatMap(({ features }) => features)])];
  const index = new Map(names.map((name, i) => [name, i]));
  const data = rows.map(({ features, y, weight }) => ({
    at: features.map((name) => index.get(name) ?? 0),
    y,
    weight,
  }));
  const first = solve(data, names, priors, 1);
  const noise = estimateNoise(data, names, first.mean, priors);
  const { mean, factor } = solve(data, names, priors, noise);
  const posts = new Map<string, number>();
  for (const { promptId } of observations) {
    if (promptId !== null) posts.set(promptId, (posts.get(promptId) ?? 0) + 1);
  }
  return { index, mean, factor, priors, posts, noise };
}

interface Row {
  at: readonly number[];
  y: number;
  weight: number;
}

function solve(
  data: readonly Row[],
  names: readonly string[],
  priors: EffectPriors,
  noise: number,
) {
  const size = names.length;
  const precision = new Float64Array(size * size);
  const target = new Float64Array(size);
  names.forEach((name, i) => {
    precision[i * size + i] = 1 / priorSd(name, priors) ** 2;
  });
  for (const { at, y, weight } of data) {
    const w = weight / noise;
    for (const i of at) {
      target[i] = (target[i] ?? 0) + w * y;
      for (const j of at) precision[i * size + j] = (precision[i * size + j] ?? 0) + w;
    }
  }
  const factor = factorise(precision, size);
  return { factor, mean: solveUpper(factor, solveLower(factor, target)) };
}

/**
 * How far the posts lie from what was expected before them, one degree of freedom each: residuals and
 * fitted effects together, since the residuals alone are too small by what was fitted.
 */
function estimateNoise(
  data: readonly Row[],
  names: readonly string[],
  mean: Float64Array,
  priors: EffectPriors,
): number {
  const effects = names.reduce(
    (sum, name, i) => sum + ((mean[i] ?? 0) / priorSd(name, priors)) ** 2,
    0,
  );
  const chi = data.reduce((sum, { at, y, weight }) => {
    const fitted = at.reduce((total, i) => total + (mean[i] ?? 0), 0);
    return sum + weight * (y - fitted) ** 2;
  }, effects);
  return Math.min(4, Math.max(0.25, (NOISE_POSTS + chi) / (NOISE_POSTS + data.length)));
}

/** What sets one prompt apart from an average one, as features with their signs. */
function contrast(a: PromptGenome, b: PromptGenome | null): Map<string, number> {
  const parts = new Map<string, number>();
  const add = (prompt: PromptGenome, sign: number) => {
    for (const name of genomeFeatures(prompt)) parts.set(name, (parts.get(name) ?? 0) + sign);
  };
  add(a, 1);
  if (b) add(b, -1);
  return parts;
}

const genomeFeatures = ({ id, directives }: PromptGenome): string[] => [
  ...DIRECTIVE_KEYS.map((key) => levelFeature(key, directives[key])),
  promptFeature(id),
];

/** What was never seen is as uncertain as before the first post. */
function judge(effects: Effects, parts: ReadonlyMap<string, number>): Estimate {
  const size = effects.mean.length;
  const known = new Float64Array(size);
  let mean = 0;
  let unseen = 0;
  for (const [name, times] of parts) {
    const at = effects.index.get(name);
    if (at === undefined) unseen += (times * priorSd(name, effects.priors)) ** 2;
    else {
      known[at] = times;
      mean += times * (effects.mean[at] ?? 0);
    }
  }
  const spread = solveLower(effects.factor, known);
  const variance = spread.reduce((sum, each) => sum + each * each, unseen);
  return { mean, sd: Math.sqrt(variance) };
}

/** Against an average prompt of the channel. */
export const estimateOf = (effects: Effects, prompt: PromptGenome): Estimate =>
  judge(effects, contrast(prompt, null));

/** What one level does, against an average one. */
export const estimateLevel = (effects: Effects, key: DirectiveKey, level: string): Estimate =>
  estimateLevels(effects, [{ key, level }]);

/** What levels do together; `times` is negative for those that they are held against. */
export const estimateLevels = (
  effects: Effects,
  levels: readonly { key: DirectiveKey; level: string; times?: number }[],
): Estimate =>
  judge(
    effects,
    new Map(levels.map(({ key, level, times = 1 }) => [levelFeature(key, level), times])),
  );

export function compare(effects: Effects, a: PromptGenome, b: PromptGenome): Comparison {
  const { mean, sd } = judge(effects, contrast(a, b));
  return {
    pBetter: sd > 0 ? normalShare(mean / sd) : 0.5,
    lift: Math.exp(mean) - 1,
    low: Math.exp(mean - Z90 * sd) - 1,
    high: Math.exp(mean + Z90 * sd) - 1,
  };
}

/** What was to be expected of a post whatever its prompt: the channel, the hour, the day, the topic. */
export function usualOf(effects: Effects, observation: Observation): number {
  const own = { ...observation, promptId: null, directives: {} };
  return featuresOf(own).reduce((sum, name) => {
    const at = effects.index.get(name);
    return sum + (at === undefined ? 0 : (effects.mean[at] ?? 0));
  }, 0);
}

/** One possible truth, drawn from the posterior. */
export interface Draw {
  level(key: DirectiveKey, level: string): number;
  prompt(prompt: PromptGenome): number;
}

export function drawEffects(effects: Effects, random: () => number): Draw {
  const z = effects.mean.map(() => drawNormal(random));
  const around = solveUpper(effects.factor, z);
  const unseen = new Map<string, number>();
  const of = (name: string): number => {
    const at = effects.index.get(name);
    if (at !== undefined) return (effects.mean[at] ?? 0) + (around[at] ?? 0);
    const drawn = unseen.get(name) ?? priorSd(name, effects.priors) * drawNormal(random);
    unseen.set(name, drawn);
    return drawn;
  };
  return {
    level: (key, level) => of(levelFeature(key, level)),
    prompt: (prompt) => genomeFeatures(prompt).reduce((sum, name) => sum + of(name), 0),
  };
}
