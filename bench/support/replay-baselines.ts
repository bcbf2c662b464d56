import type { Prior } from "@/lib/domain/bandit/algorithm";
import { betaDraw, normalDraw, type Random } from "./replay-draws";
import type { Known, Player } from "./replay-play";

/** What other tools do, and what the textbooks say, on raw impressions and clicks. */
export function baselinePlayers(prior: Prior): Player[] {
  return [
    indexPlayer("ucb1-impressions", ucb1ByImpression),
    indexPlayer("ucb1-scaled", ucb1Scaled(4 * prior.rate)),
    indexPlayer("ucb1-pooled", ucb1Pooled),
    indexPlayer("ucb1-tuned", ucb1Tuned),
    indexPlayer("kl-ucb", klUcb),
    splitThenWinner("ab-25", 0.25),
    splitThenWinner("ab-15", 0.15),
    epsilonGreedy("epsilon-greedy", 0.05),
    ...thompsonPlayers(prior),
  ];
}

function thompsonPlayers(prior: Prior): Player[] {
  const flat = { a: 1, b: 1 };
  const shape = 1 / (prior.logSd ** 2 + prior.relativeVariance);
  const platform = { a: shape, b: shape / prior.rate - shape };
  return [
    drawPlayer("ts-beta", (known, k, random) => betaOf(known, k, flat, random)),
    drawPlayer("ts-platform", (known, k, random) => betaOf(known, k, platform, random)),
    gaussianThompson("ts-gaussian", 0.01, false),
    gaussianThompson("ts-top-two", 0.01, true),
    recentThompson("ts-discounted", platform, 0.98, Infinity),
    recentThompson("ts-sliding", platform, 1, 40),
  ];
}

type Index = (known: Known, k: number) => number;

/** Every arm once, then the highest index. */
function indexPlayer(name: string, index: Index): Player {
  return {
    name,
    start: () => (known) => {
      const fresh = known.counts.indexOf(0);
      return fresh >= 0 ? fresh : highest(known.arms, (k) => index(known, k));
    },
  };
}

const total = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
const rateOf = ({ successes, exposure }: Known, k: number) =>
  (successes[k] ?? 0) / Math.max(exposure[k] ?? 0, 1);
const trialsOf = ({ exposure }: Known, k: number) => Math.max(exposure[k] ?? 0, 1);

function ucb1ByImpression(known: Known, k: number): number {
  const log = Math.log(Math.max(total(known.exposure), 1));
  return rateOf(known, k) + Math.sqrt((2 * log) / trialsOf(known, k));
}

/** A try is a post, four times the platform's usual rate is a full reward, and the bonus is a fifth. */
function ucb1Scaled(full: number): Index {
  return (known, k) => {
    const bonus = Math.sqrt((2 * Math.log(known.t)) / (known.counts[k] ?? 1));
    return Math.min(rateOf(known, k) / full, 1) + 0.2 * bonus;
  };
}

/** The same in units of the campaign's own rate so far: hardly explores, and is strong where posts are few. */
function ucb1Pooled(known: Known, k: number): number {
  const pooled = total(known.successes) / Math.max(total(known.exposure), 1);
  const bonus = Math.sqrt((2 * Math.log(known.t)) / (known.counts[k] ?? 1));
  return rateOf(known, k) / Math.max(pooled, 1e-9) + 0.2 * bonus;
}

function ucb1Tuned(known: Known, k: number): number {
  const rate = rateOf(known, k);
  const log = Math.log(Math.max(total(known.exposure), 1)) / trialsOf(known, k);
  const variance = rate * (1 - rate) + Math.sqrt(2 * log);
  return rate + Math.sqrt(log * Math.min(0.25, variance));
}

/** Garivier and Cappe 2011, with c = 0. */
function klUcb(known: Known, k: number): number {
  const rate = rateOf(known, k);
  const bound = Math.log(Math.max(total(known.exposure), 1)) / trialsOf(known, k);
  let [low, high] = [rate, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    if (divergence(rate, middle) > bound) high = middle;
    else low = middle;
  }
  return low;
}

function divergence(p: number, q: number): number {
  const part = (a: number, b: number) => (a === 0 ? 0 : a * Math.log(a / b));
  return part(p, q) + part(1 - p, Math.max(1 - q, 1e-15));
}

/** An even split of the first posts, then whichever arm leads; no arm but that one gets new results. */
function splitThenWinner(name: string, share: number): Player {
  return {
    name,
    start: () => {
      let split = true;
      return (known, startsBatch) => {
        if (startsBatch && known.t >= share * known.horizon) split = false;
        return split ? known.t % known.arms : highest(known.arms, (k) => rateOf(known, k));
      };
    },
  };
}

function epsilonGreedy(name: string, epsilon: number): Player {
  return {
    name,
    start: (_, random) => (known) => {
      const fresh = known.counts.indexOf(0);
      if (fresh >= 0) return fresh;
      if (random() < epsilon) return Math.floor(random() * known.arms);
      return highest(known.arms, (k) => rateOf(known, k));
    },
  };
}

function drawPlayer(
  name: string,
  draw: (known: Known, k: number, random: Random) => number,
): Player {
  return {
    name,
    start: (_, random) => (known) => highest(known.arms, (k) => draw(known, k, random)),
  };
}

interface Beta {
  a: number;
  b: number;
}

function betaOf(known: Known, k: number, prior: Beta, random: Random): number {
  const successes = known.successes[k] ?? 0;
  return betaDraw(prior.a + successes, prior.b + (known.exposure[k] ?? 0) - successes, random);
}

const UNITS_BEFORE_REWEIGHTING = 100;

/** As in GrowthBook's gbstats/bayesian/bandits.py: flat normal posteriors, an added floor for each arm. */
function gaussianThompson(name: string, floor: number, topTwo: boolean): Player {
  return {
    name,
    start: (_, random) => (known) => {
      if (known.exposure.some((each) => each < UNITS_BEFORE_REWEIGHTING)) {
        return highest(known.arms, (k) => -(known.counts[k] ?? 0));
      }
      if (random() < floor * known.arms) return Math.floor(random() * known.arms);
      const draw = () =>
        highest(known.arms, (k) => {
          const rate = rateOf(known, k);
          return rate + normalDraw(random) * Math.sqrt((rate * (1 - rate)) / trialsOf(known, k));
        });
      const first = draw();
      if (!topTwo || known.arms < 2 || random() < 0.5) return first;
      for (let i = 0; i < 100; i++) {
        const second = draw();
        if (second !== first) return second;
      }
      return first;
    },
  };
}

/** Beta Thompson sampling that fades posts, or looks at the latest only. */
function recentThompson(name: string, prior: Beta, fade: number, window: number): Player {
  return {
    name,
    start: (_, random) => (known) => {
      const hits = new Float64Array(known.arms);
      const misses = new Float64Array(known.arms);
      let weight = 1;
      for (let t = known.t - 1; t >= Math.max(known.t - window, 0); t--, weight *= fade) {
        const k = known.chosen[t] ?? 0;
        const { exposure = 0, successes = 0 } = known.posts[t] ?? {};
        hits[k] = (hits[k] ?? 0) + weight * successes;
        misses[k] = (misses[k] ?? 0) + weight * (exposure - successes);
      }
      return highest(known.arms, (k) =>
        betaDraw(prior.a + (hits[k] ?? 0), prior.b + (misses[k] ?? 0), random),
      );
    },
  };
}

function highest(arms: number, value: (k: number) => number): number {
  let [best, top] = [0, -Infinity];
  for (let k = 0; k < arms; k++) {
    const own = value(k);
    if (own > top) [best, top] = [k, own];
  }
  return best;
}
