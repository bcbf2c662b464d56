import type { PostEvidence } from "@/lib/domain/bandit/algorithm";
import type { Campaign } from "./replay-campaign";
import { type Random, randomOf } from "./replay-draws";

/** What a policy may know before a post. */
export interface Known {
  /** Posts so far, those without a result among them. */
  t: number;
  /** Posts in the whole campaign. */
  horizon: number;
  arms: number;
  /** Oldest first; arm k is called String(k). */
  posts: PostEvidence[];
  chosen: Int32Array;
  /** By arm: posts, and impressions and clicks that have arrived. */
  counts: Float64Array;
  exposure: Float64Array;
  successes: Float64Array;
}

/** Chooses an arm for one post. A batch's later posts are asked for with nothing new but `t`. */
export type Chooser = (known: Known, startsBatch: boolean) => number;

export interface Player {
  name: string;
  /** A chooser for one campaign. */
  start(campaign: Campaign, random: Random): Chooser;
}

/** Plays one campaign; the arms that were posted. look sees what is known before every post, and at the end. */
export function play(
  campaign: Campaign,
  player: Player,
  look?: (known: Known) => void,
): Int32Array {
  const { regime, arms } = campaign;
  const choose = player.start(campaign, randomOf("play", player.name, campaign.seed));
  const known: Known = {
    t: 0,
    horizon: regime.posts,
    arms,
    posts: [],
    chosen: new Int32Array(regime.posts),
    counts: new Float64Array(arms),
    exposure: new Float64Array(arms),
    successes: new Float64Array(arms),
  };
  for (let t = 0; t < regime.posts; t++) {
    known.t = t;
    const startsBatch = t % regime.batch === 0;
    if (startsBatch) arrive(campaign, known, t);
    look?.(known);
    const arm = choose(known, startsBatch);
    known.chosen[t] = arm;
    known.counts[arm] = (known.counts[arm] ?? 0) + 1;
    known.posts.push({ armId: String(arm), exposure: 0, successes: 0 });
  }
  known.t = regime.posts;
  arrive(campaign, known, regime.posts + campaign.steps);
  look?.(known);
  return known.chosen;
}

/** Brings the results up to the tick: a post's first ones arrive one tick after it. */
function arrive({ seen, clicked, steps, arms }: Campaign, known: Known, tick: number): void {
  for (let t = known.posts.length - 1; t >= 0; t--) {
    const post = known.posts[t];
    const age = tick - t;
    if (age < 1 || !post) continue;
    const arm = known.chosen[t] ?? 0;
    const step = Math.min(age, steps) - 1;
    const exposure = seen[t * steps + step] ?? 0;
    const successes = clicked[(t * arms + arm) * steps + step] ?? 0;
    known.exposure[arm] = (known.exposure[arm] ?? 0) + exposure - post.exposure;
    known.successes[arm] = (known.successes[arm] ?? 0) + successes - post.successes;
    post.exposure = exposure;
    post.successes = successes;
  }
}

export interface Score {
  /** Expected clicks beyond an even split's, and the most that could be had: in even splits. */
  gained: number;
  achievable: number;
}

/** By true rates and not by clicks drawn, so that luck of the draw does not count. */
export function scoreOf({ rates, reach, arms }: Campaign, chosen: Int32Array): Score {
  let [own, even, best] = [0, 0, 0];
  for (let t = 0; t < chosen.length; t++) {
    const impressions = reach[t] ?? 0;
    let [sum, top] = [0, 0];
    for (let k = 0; k < arms; k++) {
      const rate = rates[t * arms + k] ?? 0;
      sum += rate;
      if (rate > top) top = rate;
    }
    own += impressions * (rates[t * arms + (chosen[t] ?? 0)] ?? 0);
    even += (impressions * sum) / arms;
    best += impressions * top;
  }
  return { gained: (own - even) / even, achievable: (best - even) / even };
}
