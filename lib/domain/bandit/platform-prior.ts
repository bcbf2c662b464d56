import type { Prior } from "./algorithm";
import type { RewardKind } from "./reward-kind";

/**
 * Before a workspace has a history. Clicks: the training half of the Upworthy archive (rate .0111,
 * spread between platforms .66, between variants 25 %), post shocks shrunk towards .4. The others
 * take its spreads; reach and responses are ratios to the account's own level, so that 1 is usual.
 */
export const DEFAULT_PRIORS: Record<RewardKind, Prior> = {
  ctr: { rate: 0.0110686, logSd: 0.6563, relativeVariance: 0.0629434, postSpread: 0.4 },
  engagement: { rate: 0.02, logSd: 0.9, relativeVariance: 0.0629434, postSpread: 0.4 },
  reach: { rate: 1, logSd: 0.4, relativeVariance: 0.0629434, postSpread: 1.1 },
  responses: { rate: 1, logSd: 0.4, relativeVariance: 0.0629434, postSpread: 1.1 },
};

/** What one campaign earned on a platform. */
export interface CampaignSummary {
  posts: number;
  exposure: number;
  successes: number;
}

/** A default is worth as many campaigns as this; a campaign counts by half at this many posts. */
const DEFAULT_CAMPAIGNS = 2;
const SPREAD_CAMPAIGNS = 8;
const HALF_POSTS = 5;

/** The prior for one more campaign: what the workspace's others earned, drawn to the defaults. */
export function toPlatformPrior(kind: RewardKind, campaigns: readonly CampaignSummary[]): Prior {
  const base = DEFAULT_PRIORS[kind];
  const known = campaigns
    .filter(({ exposure, successes }) => exposure > 0 && successes > 0)
    .map(({ posts, exposure, successes }) => ({
      log: Math.log(successes / exposure),
      weight: posts / (posts + HALF_POSTS),
    }));
  const weight = known.reduce((sum, each) => sum + each.weight, 0);
  const pull = Math.log(base.rate) * DEFAULT_CAMPAIGNS;
  const level =
    (known.reduce((sum, each) => sum + each.weight * each.log, 0) + pull) /
    (weight + DEFAULT_CAMPAIGNS);
  const off = known.reduce((sum, each) => sum + each.weight * (each.log - level) ** 2, 0);
  const variance = (base.logSd ** 2 * SPREAD_CAMPAIGNS + off) / (SPREAD_CAMPAIGNS + weight);
  return { ...base, rate: Math.exp(level), logSd: Math.sqrt(variance) };
}
