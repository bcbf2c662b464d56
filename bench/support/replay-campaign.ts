import type { Prior } from "@/lib/domain/bandit/algorithm";
import { type HeadlineTest, pooledRate } from "./replay-data";
import { binomialDraw, gammaDraw, normalDraw, randomOf, shuffle } from "./replay-draws";

export interface Regime {
  name: string;
  posts: number;
  /** Impressions of an ordinary post. */
  exposure: number;
  /** Hours between posts. */
  tick: number;
  /** Posts that are chosen at once, on what is known before the first of them. */
  batch: number;
  /** Standard deviations of the log of a post's shock, and of its reach. */
  shock: number;
  reach: number;
  /** In the second half each arm has its neighbour's rate. */
  drifts: boolean;
}

const calm = { batch: 1, shock: 0, reach: 0, drifts: false };
const organic = { batch: 1, shock: 0.5, reach: 1.1, drifts: false };

export const REGIMES: readonly Regime[] = [
  { name: "small", posts: 20, exposure: 200, tick: 24, ...calm },
  { name: "small-organic", posts: 20, exposure: 200, tick: 24, ...organic },
  { name: "medium", posts: 60, exposure: 1000, tick: 8, ...calm },
  { name: "organic", posts: 60, exposure: 1000, tick: 8, ...organic },
  { name: "weekly", posts: 63, exposure: 1000, tick: 8, ...calm, batch: 21 },
  { name: "drift", posts: 200, exposure: 1000, tick: 8, ...organic, drifts: true },
  { name: "large", posts: 200, exposure: 5000, tick: 8, ...calm },
  { name: "large-organic", posts: 200, exposure: 5000, tick: 8, ...organic },
];

const ARRIVED_AFTER_HOURS = 48;

/** One campaign as it would go whichever arm each post took: the same for every policy. */
export interface Campaign {
  regime: Regime;
  arms: number;
  /** True rate of arm k at post t: rates[t * arms + k]. */
  rates: Float64Array;
  /** Impressions of post t in the end. */
  reach: Int32Array;
  /** Steps of a tick until all has arrived. */
  steps: number;
  /** Impressions of post t after s + 1 ticks: seen[t * steps + s]. */
  seen: Int32Array;
  /** Clicks of post t with arm k after s + 1 ticks: clicked[(t * arms + k) * steps + s]. */
  clicked: Int32Array;
  seed: number;
}

interface Draw {
  test: HeadlineTest;
  regime: Regime;
  prior: Prior;
  arrivals: (ageHours: number) => number;
  /** identical: every arm has the test's pooled rate. */
  arms: "real" | "identical";
  words: readonly (string | number)[];
}

export function drawCampaign({ test, regime, prior, arrivals, arms: kind, words }: Draw): Campaign {
  const random = randomOf(test.id, regime.name, kind, ...words);
  const arms = test.arms.length;
  const pooled = pooledRate(test);
  const shape = 1 / prior.relativeVariance;
  const own = test.arms.map(({ impressions, clicks }) =>
    kind === "identical"
      ? pooled
      : gammaDraw(shape + clicks, random) / (shape / pooled + impressions),
  );
  const start = shuffle(own, random);
  const steps = Math.ceil(ARRIVED_AFTER_HOURS / regime.tick);
  const rates = new Float64Array(regime.posts * arms);
  const reach = new Int32Array(regime.posts);
  const seen = new Int32Array(regime.posts * steps);
  const clicked = new Int32Array(regime.posts * arms * steps);
  for (let t = 0; t < regime.posts; t++) {
    const shift = regime.drifts && t >= regime.posts / 2 ? 1 : 0;
    const total = Math.max(1, Math.round(regime.exposure * logNormal(regime.reach, random)));
    const shock = logNormal(regime.shock, random);
    reach[t] = total;
    for (let s = 0; s < steps; s++) {
      const share = s === steps - 1 ? 1 : arrivals((s + 1) * regime.tick);
      seen[t * steps + s] = Math.round(total * share);
    }
    for (let k = 0; k < arms; k++) {
      const rate = start[(k + shift) % arms] ?? 0;
      rates[t * arms + k] = rate;
      let [before, clicks] = [0, 0];
      for (let s = 0; s < steps; s++) {
        const now = seen[t * steps + s] ?? 0;
        clicks += binomialDraw(now - before, Math.min(rate * shock, 0.95), random);
        clicked[(t * arms + k) * steps + s] = clicks;
        before = now;
      }
    }
  }
  const seed = Math.floor(random() * 4294967296);
  return { regime, arms, rates, reach, steps, seen, clicked, seed };
}

/** Log-normal with mean one. */
function logNormal(sd: number, random: () => number): number {
  return sd === 0 ? 1 : Math.exp(sd * normalDraw(random) - sd ** 2 / 2);
}
