import {
  type Algorithm,
  type ArmBelief,
  type BanditInput,
  EVIDENCE_WINDOW,
  type PostEvidence,
  type Snapshot,
} from "./algorithm";
import { type ArmTally, add, tallyArms } from "./arm-tally";
import { postSpread } from "./post-spread";

/** What a post's evidence keeps of its weight with every later post: tastes drift. */
export const FADE = 0.99;
/** Exposure of a post while none has a result. */
const USUAL_EXPOSURE = 1000;
/** Fixed-point steps towards the centre; a third one moves it by a thousandth at most. */
const CENTRE_STEPS = 2;

/**
 * Counts in `shared`: campaignRate m, postSpread tau squared, centre of the arms
 * and its relative variance, armShape a (one over
 * their relative variance), campaignShape (one over the variance of log rates between campaigns),
 * platformRate, usualExposure N of a post and usualEffective, what it counts after discounting.
 */
export interface SharedBelief extends Record<string, number> {
  campaignRate: number;
  postSpread: number;
  centre: number;
  centreVariance: number;
  armShape: number;
  campaignShape: number;
  platformRate: number;
  usualExposure: number;
  usualEffective: number;
}

/**
 * The empirical-Bayes view of a campaign, whatever the algorithm: an arm's rate is believed
 * Gamma(a + sum e C/I, a/centre + sum e) with e = I / (1 + I m tau^2) faded by age, so that a post with a
 * huge audience is still one post.
 */
export function summarise(algorithm: Algorithm, version: number, input: BanditInput): Snapshot {
  const { candidates, prior, floor } = input;
  const posts = input.posts.slice(-EVIDENCE_WINDOW);
  const campaignShape = 1 / Math.max(prior.logSd, 1e-3) ** 2;
  const platformRate = Math.max(prior.rate, 1e-12);
  const tally = tallyArms(candidates, posts);
  const { total } = tally;
  const campaignRate =
    (campaignShape + total.successes) / (campaignShape / platformRate + total.exposure);
  const usualExposure = total.posts > 0 ? total.exposure / total.posts : USUAL_EXPOSURE;
  const shared: SharedBelief = {
    campaignRate,
    postSpread: postSpread(posts, tally, prior),
    centre: campaignRate,
    centreVariance: 1 / campaignShape,
    armShape: 1 / Math.max(prior.relativeVariance, 1e-6),
    campaignShape,
    platformRate,
    usualExposure,
    usualEffective: 0,
  };
  shared.usualEffective = effectiveExposure(usualExposure, shared);
  const believed = believe(gather(posts, tally, shared), shared);
  return { algorithm, version, floor, candidates: [...candidates], ...believed };
}

/**
 * The same campaign with one more post of an arm under way: the next choice of a batch. It gives the
 * very numbers that a summary with that post at the end gives.
 */
export function withPending(snapshot: Snapshot, armId: string): Snapshot {
  const { usualEffective } = sharedOf(snapshot);
  const known = snapshot.beliefs.some((belief) => belief.armId === armId);
  const before = known ? snapshot.beliefs : [...snapshot.beliefs, nothingKnown(armId)];
  const beliefs = before.map((belief) => {
    const under = belief.armId === armId ? 1 : 0;
    return {
      ...belief,
      pending: belief.pending + under,
      effectiveExposure: belief.effectiveExposure * FADE,
      effectiveSuccesses: belief.effectiveSuccesses * FADE,
      missingExposure: belief.missingExposure + under * usualEffective,
    };
  });
  return { ...snapshot, ...believe(beliefs, sharedOf(snapshot)) };
}

export function sharedOf(snapshot: Snapshot): SharedBelief {
  return snapshot.shared as SharedBelief;
}

/** What a post's exposure is worth as independent trials. */
export function effectiveExposure(
  exposure: number,
  { campaignRate, postSpread }: SharedBelief,
): number {
  return exposure / (1 + exposure * campaignRate * postSpread);
}

function gather(
  posts: readonly PostEvidence[],
  tally: ArmTally,
  shared: SharedBelief,
): ArmBelief[] {
  const arms = tally.armIds.length;
  const exposures = new Float64Array(arms);
  const successes = new Float64Array(arms);
  const missing = new Float64Array(arms);
  for (let i = 0; i < posts.length; i++) {
    const post = posts[i];
    if (!post) continue;
    for (let arm = 0; arm < arms; arm++) {
      exposures[arm] = (exposures[arm] ?? 0) * FADE;
      successes[arm] = (successes[arm] ?? 0) * FADE;
    }
    const arm = tally.armOf[i] ?? 0;
    const counts = post.exposure > 0;
    const effective = counts ? effectiveExposure(post.exposure, shared) : 0;
    add(missing, arm, shared.usualEffective - effective);
    if (!counts) continue;
    add(exposures, arm, effective);
    add(successes, arm, (effective * post.successes) / post.exposure);
  }
  return tally.armIds.map((armId, arm) => ({
    ...nothingKnown(armId),
    posts: tally.posts[arm] ?? 0,
    pending: tally.pending[arm] ?? 0,
    exposure: tally.exposure[arm] ?? 0,
    successes: tally.successes[arm] ?? 0,
    rateSum: tally.rateSum[arm] ?? 0,
    effectiveExposure: exposures[arm] ?? 0,
    effectiveSuccesses: successes[arm] ?? 0,
    missingExposure: missing[arm] ?? 0,
  }));
}

function nothingKnown(armId: string): ArmBelief {
  const counts = { posts: 0, pending: 0, exposure: 0, successes: 0, rateSum: 0 };
  const effective = { effectiveExposure: 0, effectiveSuccesses: 0, effectivePosts: 0 };
  return { armId, ...counts, ...effective, missingExposure: 0, shape: 0, scale: 0, mean: 0 };
}

/** Completes what follows from the sums: the centre and each arm's posterior. */
export function believe(
  sums: readonly ArmBelief[],
  before: Readonly<SharedBelief>,
): { beliefs: ArmBelief[]; shared: SharedBelief } {
  const shared = { ...before, ...findCentre(sums, before) };
  const beliefs = sums.map((sum) => {
    const shape = shared.armShape + sum.effectiveSuccesses;
    const scale = shared.armShape / shared.centre + sum.effectiveExposure;
    const effectivePosts = sum.effectiveExposure / shared.usualEffective;
    return { ...sum, shape, scale, mean: shape / scale, effectivePosts };
  });
  return { beliefs, shared };
}

/**
 * The mean of the arms, each weighed by what is known of it and not by its exposure: good arms are
 * posted more, and would pull the centre up. The platform's rate counts like one more observation.
 */
function findCentre(beliefs: readonly ArmBelief[], shared: Readonly<SharedBelief>) {
  const { armShape, campaignShape, platformRate } = shared;
  let centre = shared.campaignRate;
  let weights = campaignShape;
  for (let step = 0; step < CENTRE_STEPS; step++) {
    weights = campaignShape;
    let sum = campaignShape * platformRate;
    for (const { effectiveExposure, effectiveSuccesses } of beliefs) {
      if (effectiveExposure <= 0) continue;
      const weight = 1 / (1 / armShape + 1 / (effectiveExposure * centre));
      weights += weight;
      sum += (weight * effectiveSuccesses) / effectiveExposure;
    }
    centre = sum / weights;
  }
  return { centre, centreVariance: 1 / weights };
}
