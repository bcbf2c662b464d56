import { normalDensity, normalShare } from "@/lib/domain/numbers/normal";
import type { ArmBelief, BanditPolicy, Snapshot } from "./algorithm";
import { type SharedBelief, sharedOf, summarise } from "./beliefs";
import { likelyRange } from "./likely-range";
import {
  commonNumbers,
  leaderOf,
  onlyTheHighest,
  settleChoice,
  type Verdict,
} from "./settle-choice";

/** More posts of one arm, whose worth is weighed. */
const LOOKAHEAD_POSTS = 3;
/** Posts that are thought to profit from what is learnt; fixed, as campaigns rarely name an end. */
const HORIZON_POSTS = 20;
const VERSION = 1;

/**
 * Empirical-Bayes knowledge gradient. An arm's index is its expected log rate, plus what knowing
 * it better would be worth to the posts to come (Frazier, Powell and Dayanik 2008, on log rates with
 * the variance of a log-Gamma to first order). Deterministic but for the floor.
 */
export const adaptive: BanditPolicy = {
  algorithm: "adaptive",
  version: VERSION,
  summarise: (input) => summarise("adaptive", VERSION, input),
  decide: (snapshot, seed) => settleChoice(snapshot, seed, (arms) => judge(arms, snapshot)),
};

/** What more posts of each arm would raise the best log rate by, on average. */
export function knowledgeGradients(
  arms: readonly ArmBelief[],
  shared: Readonly<SharedBelief>,
): number[] {
  const logs = arms.map(expectedLogRate);
  return arms.map((arm, i) => {
    const others = logs.reduce((top, log, j) => (j === i ? top : Math.max(top, log)), -Infinity);
    const spread = Math.sqrt(learntVariance(arm, shared));
    if (others === -Infinity || spread === 0) return 0;
    const gap = -Math.abs((logs[i] ?? 0) - others) / spread;
    return spread * (normalDensity(gap) + gap * normalShare(gap));
  });
}

/** By how much the posts of the lookahead lower the variance of an arm's log rate. */
function learntVariance(arm: ArmBelief, { usualExposure, postSpread }: SharedBelief): number {
  const underWay = Math.max(arm.missingExposure, 0) * arm.mean;
  const expected = usualExposure * arm.mean;
  const ahead = (LOOKAHEAD_POSTS * expected) / (1 + expected * postSpread);
  const known = arm.shape + underWay;
  return 1 / known - 1 / (known + ahead);
}

/** Of a Gamma variable, to second order in one over its shape. */
function expectedLogRate({ mean, shape }: ArmBelief): number {
  return Math.log(mean) - 1 / (2 * shape);
}

function judge(arms: readonly ArmBelief[], snapshot: Snapshot): Verdict {
  const gains = knowledgeGradients(arms, sharedOf(snapshot));
  const values = arms.map((arm, i) => expectedLogRate(arm) + HORIZON_POSTS * (gains[i] ?? 0));
  return {
    weights: onlyTheHighest(values),
    indexes: Object.fromEntries(arms.map((arm, i) => [arm.armId, values[i] ?? 0])),
    explain: (pick) => explain(pick, arms, gains[arms.indexOf(pick)] ?? 0, snapshot),
  };
}

/** worth: by what share the best rate is expected to rise once the lookahead's results are in. */
function explain(pick: ArmBelief, arms: readonly ArmBelief[], gain: number, snapshot: Snapshot) {
  const { low, high } = likelyRange(pick, sharedOf(snapshot));
  const numbers = {
    ...{ ...commonNumbers(pick, arms), chosenLow: low, chosenHigh: high },
    ...{ worth: gain, worthPosts: LOOKAHEAD_POSTS },
  };
  if (arms.length === 1) return { kind: "exploit" as const, reason: { template: "only", numbers } };
  const kind = pick === leaderOf(arms) ? ("exploit" as const) : ("explore" as const);
  return { kind, reason: { template: kind, numbers } };
}
