import { solveLower, solveUpper } from "@/lib/domain/numbers/cholesky";
import { chanceBelow, type NormalPart, quantile } from "./mixture";
import type { WeekObservation } from "./observe-week";
import {
  at,
  columnsOf,
  type Design,
  isAlike,
  logEvidence,
  posterior,
  SLOT_COLUMNS,
  SPREADS,
  type Spread,
  toDesign,
} from "./week-design";
import { BLOCK_HOURS, blockOf, DAY_HOURS, WEEK_SLOTS, WEEKDAYS, weekdayOf } from "./week-slot";

/** One hour of the week, against the account's average post; `mean`, `low`, `high` are logarithms. */
export interface SlotEstimate {
  posts: number;
  mean: number;
  /** 90 % interval. */
  low: number;
  high: number;
  /** False: no post in these four hours, or none on this weekday. */
  known: boolean;
  /** Only where it is likely even if hours differ little, and the posts speak for a difference. */
  state: "better" | "worse" | "open";
}

export interface WeekFit {
  posts: number;
  /** Enough posts for anything to be said or chosen. */
  ready: boolean;
  slots: SlotEstimate[];
  /** How far hours of the week differ, and posts of one hour, as standard deviations of logarithms. */
  slotSd: number;
  postSd: number;
}

export const MIN_POSTS = 20;
const MIN_BLOCK_POSTS = 3;
const TAIL = 0.05;
const NEGLIGIBLE = 1e-3;
/** The chance that hours are alike must have fallen to that share of what it was before any post. */
const CLEARLY = 0.2;
/**
 * Hours are only called better or worse as far as somebody believes it who expects them to differ
 * little. Measured on drawn audiences: by the estimates themselves a quarter of labels were wrong.
 */
const DOUBT = { hourSd: 0.06, daySd: 0.035 } as const;
const DOUBT_TAIL = 0.02;

/** The posts of one account, ready to be fitted, and how well each spread of the hours explains them. */
export interface WeighedWeek {
  design: Design;
  evidence: number[];
}

export function weighWeek(posts: readonly WeekObservation[]): WeighedWeek {
  const design = toDesign(posts);
  return { design, evidence: SPREADS.map((spread) => logEvidence(design, spread)) };
}

/** How far hours may differ on a platform, and how likely that is. */
export interface Spreads {
  weighed: { spread: Spread; weight: number }[];
  /** The posts speak for a difference: without that, some hour of 168 would still look better by luck. */
  differ: boolean;
}

/** What the posts of all accounts of a platform say together of how far hours differ. */
export function poolSpreads(weeks: readonly WeighedWeek[]): Spreads {
  const logs = SPREADS.map((spread, index) =>
    weeks.reduce((sum, week) => sum + (week.evidence[index] ?? 0), Math.log(spread.chance)),
  );
  const best = Math.max(...logs);
  const odds = logs.map((value) => Math.exp(value - best));
  const total = odds.reduce((sum, value) => sum + value, 0);
  const all = SPREADS.map((spread, index) => ({ spread, weight: (odds[index] ?? 0) / total }));
  const alike = all.filter(({ spread }) => isAlike(spread));
  const before = chanceOf(alike.map(({ spread }) => spread)) / chanceOf(SPREADS);
  return {
    weighed: all.filter(({ weight }) => weight > NEGLIGIBLE),
    differ: alike.reduce((sum, { weight }) => sum + weight, 0) < CLEARLY * before,
  };
}

const chanceOf = (spreads: readonly Spread[]) =>
  spreads.reduce((sum, { chance }) => sum + chance, 0);

/**
 * Additive effects of 4-hour block, hour and weekday, shrunk by how far hours differ on the platform.
 * How far that is stays uncertain: every estimate is an average over what is likely of it.
 */
export function fitWeek({ design }: WeighedWeek, { weighed, differ }: Spreads): WeekFit {
  const normalsAt = contrastsIn(design, weighed);
  const doubtedAt = contrastsIn(design, doubted(weighed));
  const counts = countPosts(design.posts);
  const ready = design.posts.length >= MIN_POSTS;
  const mixed = (pick: (spread: Spread) => number) =>
    Math.sqrt(weighed.reduce((sum, { spread, weight }) => sum + weight * pick(spread), 0));
  const slots = Array.from({ length: WEEK_SLOTS }, (_, slot) => {
    const inBlock = counts.blocks[blockOf(slot)] ?? 0;
    const known = inBlock > 0 && (counts.days[weekdayOf(slot)] ?? 0) > 0;
    const told = ready && differ && known && inBlock >= MIN_BLOCK_POSTS;
    return {
      ...{ ...toEstimate(normalsAt(slot)), posts: counts.slots[slot] ?? 0, known },
      state: told ? stateOf(doubtedAt(slot)) : ("open" as const),
    };
  });
  return {
    ...{ posts: design.posts.length, ready, slots },
    slotSd: mixed(({ hourSd, daySd }) => hourSd ** 2 + daySd ** 2),
    postSd: mixed(({ postSd }) => postSd ** 2),
  };
}

function toEstimate(normals: readonly NormalPart[]) {
  const total = normals.reduce((sum, { weight }) => sum + weight, 0);
  const mean = normals.reduce((sum, part) => sum + part.weight * part.mean, 0) / total;
  return { mean, low: quantile(normals, TAIL), high: quantile(normals, 1 - TAIL) };
}

/** How far posts of one hour differ is kept; how far hours do is taken to be little. */
function doubted(weighed: Spreads["weighed"]): Spreads["weighed"] {
  const byPostSd = Map.groupBy(weighed, ({ spread }) => spread.postSd);
  return [...byPostSd.values()].flatMap(([first, ...rest]) =>
    first
      ? [
          {
            spread: { ...first.spread, ...DOUBT },
            weight: rest.reduce((sum, { weight }) => sum + weight, first.weight),
          },
        ]
      : [],
  );
}

function stateOf(normals: readonly NormalPart[]): SlotEstimate["state"] {
  const below = chanceBelow(normals, 0);
  if (below < DOUBT_TAIL) return "better";
  return below > 1 - DOUBT_TAIL ? "worse" : "open";
}

function countPosts(posts: readonly WeekObservation[]) {
  const slots = new Array<number>(WEEK_SLOTS).fill(0);
  const blocks = new Array<number>(DAY_HOURS / BLOCK_HOURS).fill(0);
  const days = new Array<number>(WEEKDAYS).fill(0);
  for (const { slot } of posts) {
    slots[slot] = (slots[slot] ?? 0) + 1;
    blocks[blockOf(slot)] = (blocks[blockOf(slot)] ?? 0) + 1;
    days[weekdayOf(slot)] = (days[weekdayOf(slot)] ?? 0) + 1;
  }
  return { slots, blocks, days };
}

function contrastsIn(design: Design, weighed: Spreads["weighed"]) {
  const parts = weighed.map(({ spread, weight }) => ({
    weight,
    contrasts: contrastsOf(design, spread),
  }));
  return (slot: number): NormalPart[] =>
    parts.map(({ weight, contrasts }) => ({
      weight,
      mean: at(contrasts.means, slot),
      sd: at(contrasts.sds, slot),
    }));
}

/** Each slot against the average of the account's own posts. */
function contrastsOf(design: Design, spread: Spread) {
  const { lower, mean } = posterior(design, spread);
  const inverse = Array.from({ length: SLOT_COLUMNS }, (_, column) => {
    const unit = new Float64Array(design.size);
    unit[column] = 1;
    return solveUpper(lower, solveLower(lower, unit));
  });
  const covariance = (row: number, column: number) => {
    const values = inverse[column];
    return values ? at(values, row) : 0;
  };
  const shares = [...design.average].flatMap((share, column) =>
    share > 0 ? [{ column, share }] : [],
  );
  const averageMean = shares.reduce((sum, { column, share }) => sum + share * at(mean, column), 0);
  const withAverage = Array.from({ length: SLOT_COLUMNS }, (_, row) =>
    shares.reduce((sum, { column, share }) => sum + share * covariance(row, column), 0),
  );
  const ofAverage = shares.reduce(
    (sum, { column, share }) => sum + share * (withAverage[column] ?? 0),
    0,
  );
  const means = new Float64Array(WEEK_SLOTS);
  const sds = new Float64Array(WEEK_SLOTS);
  for (let slot = 0; slot < WEEK_SLOTS; slot++) {
    const columns = columnsOf(slot);
    let variance = ofAverage;
    means[slot] = -averageMean;
    for (const row of columns) {
      means[slot] = at(means, slot) + at(mean, row);
      variance -= 2 * (withAverage[row] ?? 0);
      for (const column of columns) variance += covariance(row, column);
    }
    sds[slot] = Math.sqrt(Math.max(variance, 1e-12));
  }
  return { means, sds };
}
