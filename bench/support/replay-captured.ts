import type { Prior } from "@/lib/domain/bandit/algorithm";
import { printFigure, say } from "./print-figure";
import { baselinePlayers } from "./replay-baselines";
import { drawCampaign, REGIMES, type Regime } from "./replay-campaign";
import type { HeadlineTest } from "./replay-data";
import { type Player, play, scoreOf } from "./replay-play";
import { productPlayer } from "./replay-products";
import {
  captured,
  drawResamples,
  type Estimate,
  estimate,
  meanOf,
  type Tally,
} from "./replay-summary";

export interface ReplaySet {
  tests: readonly HeadlineTest[];
  prior: Prior;
  arrivals: (ageHours: number) => number;
  seed: number;
  /** Campaigns of each test in the longest regime; of short ones more, for as many posts. */
  draws: number;
}

const FLOOR = 0.05;
const OURS = "adaptive";
/** The same algorithm with its floor is no other one. */
const OWN = new Set([OURS, "adaptive-floor"]);

function players(prior: Prior): Player[] {
  return [
    productPlayer(OURS, "adaptive", prior, 0),
    productPlayer("adaptive-floor", "adaptive", prior, FLOOR),
    productPlayer("thompson", "thompson", prior, 0),
    productPlayer("ucb1", "ucb1", prior, 0),
    productPlayer("round-robin", "round_robin", prior, 0),
    ...baselinePlayers(prior),
  ];
}

type Table = ReadonlyMap<Regime, ReadonlyMap<string, Tally>>;

/** Plays every algorithm on the same campaigns and prints what share of the achievable each got. */
export function measureCaptured(set: ReplaySet): void {
  const table: Table = new Map(REGIMES.map((regime) => [regime, playRegime(set, regime)]));
  const names = players(set.prior).map(({ name }) => name);
  const resamples = drawResamples(set.tests.length, set.seed);
  for (const [regime, tallies] of table) {
    const own = (name: string) => (times?: Uint8Array) => share(tallies, name, times);
    printAll(regime.name, names, own, resamples);
  }
  const mean = (name: string) => (times?: Uint8Array) =>
    meanOf([...table.values()].map((tallies) => share(tallies, name, times)));
  printAll("mean", names, mean, resamples);
}

function playRegime(set: ReplaySet, regime: Regime): Map<string, Tally> {
  const all = players(set.prior);
  const tallies = new Map(all.map(({ name }) => [name, emptyTally(set.tests.length)]));
  for (const [i, test] of set.tests.entries()) {
    for (let draw = 0; draw < drawsOf(set, regime); draw++) {
      const { prior, arrivals, seed } = set;
      const words = [seed, draw];
      const campaign = drawCampaign({ test, regime, prior, arrivals, arms: "real", words });
      for (const player of all) {
        const score = scoreOf(campaign, play(campaign, player));
        const tally = tallies.get(player.name);
        if (!tally) continue;
        tally.gained[i] = (tally.gained[i] ?? 0) + score.gained;
        tally.achievable[i] = (tally.achievable[i] ?? 0) + score.achievable;
      }
    }
  }
  say(`${regime.name}: ${set.tests.length * drawsOf(set, regime)} campaigns played.`);
  return tallies;
}

const LONGEST = Math.max(...REGIMES.map(({ posts }) => posts));

export function drawsOf({ draws }: ReplaySet, { posts }: Regime): number {
  return Math.ceil((draws * LONGEST) / posts);
}

const emptyTally = (tests: number): Tally => ({
  gained: new Float64Array(tests),
  achievable: new Float64Array(tests),
});

function share(tallies: ReadonlyMap<string, Tally>, name: string, times?: Uint8Array): number {
  const tally = tallies.get(name);
  return tally ? captured(tally, times) : Number.NaN;
}

type Figures = (name: string) => (times?: Uint8Array) => number;

function printAll(
  regime: string,
  names: readonly string[],
  figureOf: Figures,
  resamples: readonly Uint8Array[],
): void {
  const others = names.filter((name) => !OWN.has(name));
  const values = others.map((name) => figureOf(name)());
  const best = Math.max(...values);
  for (const name of names) {
    print(
      `optimizer.captured.${regime}.${name}`,
      "percent",
      estimate(figureOf(name), resamples),
      best,
    );
  }
  const ours = figureOf(OURS);
  for (const name of others) {
    const theirs = figureOf(name);
    const ahead = estimate((times) => ours(times) - theirs(times), resamples);
    print(`optimizer.ahead.${regime}.${name}`, "points", ahead, round(theirs()));
  }
}

function print(name: string, unit: string, { value, low, high }: Estimate, baseline: number): void {
  const figures = { value: round(value), low: round(low), high: round(high) };
  printFigure({ name, unit, baseline: round(baseline), ...figures });
}

const round = (value: number) => Number(value.toFixed(2));
