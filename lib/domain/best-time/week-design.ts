import { factorise, solveLower, solveUpper } from "@/lib/domain/numbers/cholesky";
import type { WeekObservation } from "./observe-week";
import { blockOf, DAY_BLOCKS, DAY_HOURS, hourOf, WEEKDAYS, weekdayOf } from "./week-slot";

const MAX_GROUPS = 12;

// What is thought likely before any post: hours differ little (measured: a few percent of the spread).
const HOUR_SDS = [0.03, 0.1, 0.17, 0.28] as const;
const HOUR_CHANCES = [0.38, 0.34, 0.18, 0.1] as const;
const DAY_SDS = [0.03, 0.08, 0.15] as const;
const DAY_CHANCES = [0.4, 0.35, 0.25] as const;
const POST_SDS = [0.15, 0.25, 0.4, 0.6, 0.85, 1.2] as const;
/** Of the variance between hours, the part that four hours share. */
const BLOCK_SHARE = 0.6;
const MEAN_VARIANCE = 4;
const AGE_VARIANCE = 0.3 ** 2;
const GROUP_VARIANCE = 0.3 ** 2;

// Columns: blocks, hours, weekdays, then the mean, the trend and the groups.
const FIRST_HOUR = DAY_BLOCKS;
const FIRST_DAY = FIRST_HOUR + DAY_HOURS;
export const SLOT_COLUMNS = FIRST_DAY + WEEKDAYS;
const MEAN = SLOT_COLUMNS;
const AGE = MEAN + 1;
const FIRST_GROUP = AGE + 1;

export interface Spread {
  hourSd: number;
  daySd: number;
  postSd: number;
  chance: number;
}

export const SPREADS: readonly Spread[] = POST_SDS.flatMap((postSd) =>
  HOUR_SDS.flatMap((hourSd, h) =>
    DAY_SDS.map((daySd, d) => ({
      ...{ postSd, hourSd, daySd },
      chance: (HOUR_CHANCES[h] ?? 0) * (DAY_CHANCES[d] ?? 0),
    })),
  ),
);

/** As if hours made no difference worth a word. */
export const isAlike = ({ hourSd, daySd }: Spread): boolean =>
  hourSd === HOUR_SDS[0] && daySd === DAY_SDS[0];

export interface Design {
  posts: readonly WeekObservation[];
  columns: readonly (readonly number[])[];
  size: number;
  /** By standard deviation of posts: each is used with many spreads of the hours. */
  normal: Map<number, Normal>;
  /** The share of the account's posts in each column of a slot. */
  average: Float64Array;
}

interface Normal {
  matrix: Float64Array;
  right: Float64Array;
  squares: number;
  logWeights: number;
}

export function toDesign(posts: readonly WeekObservation[]): Design {
  const groups = largestGroups(posts);
  const columns = posts.map(({ slot, group }) => {
    const place = groups.indexOf(group);
    return [...columnsOf(slot), MEAN, ...(place < 0 ? [] : [FIRST_GROUP + place])];
  });
  const average = new Float64Array(SLOT_COLUMNS);
  for (const { slot } of posts) {
    for (const column of columnsOf(slot)) average[column] = at(average, column) + 1 / posts.length;
  }
  return { posts, columns, size: FIRST_GROUP + groups.length, normal: new Map(), average };
}

function largestGroups(posts: readonly WeekObservation[]): string[] {
  const sizes = new Map<string, number>();
  for (const { group } of posts) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return [...sizes]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MAX_GROUPS)
    .map(([group]) => group);
}

export const columnsOf = (slot: number): [number, number, number] => [
  blockOf(slot),
  FIRST_HOUR + hourOf(slot),
  FIRST_DAY + weekdayOf(slot),
];

function toNormal(design: Design, postSd: number): Normal {
  const found = design.normal.get(postSd);
  if (found) return found;
  const { size } = design;
  const normal = {
    ...{ matrix: new Float64Array(size * size), right: new Float64Array(size) },
    ...{ squares: 0, logWeights: 0 },
  };
  design.posts.forEach(({ y, variance, age }, index) => {
    const weight = 1 / (postSd ** 2 + variance);
    normal.squares += weight * y * y;
    normal.logWeights += Math.log(weight);
    const cells = [...(design.columns[index] ?? []).map((column) => [column, 1]), [AGE, age]];
    for (const [row = 0, value = 0] of cells) {
      normal.right[row] = at(normal.right, row) + weight * value * y;
      for (const [column = 0, other = 0] of cells) {
        const place = row * size + column;
        normal.matrix[place] = at(normal.matrix, place) + weight * value * other;
      }
    }
  });
  design.normal.set(postSd, normal);
  return normal;
}

function priorVariance(column: number, { hourSd, daySd }: Spread): number {
  if (column < FIRST_HOUR) return BLOCK_SHARE * hourSd ** 2;
  if (column < FIRST_DAY) return (1 - BLOCK_SHARE) * hourSd ** 2;
  if (column < MEAN) return daySd ** 2;
  if (column === MEAN) return MEAN_VARIANCE;
  return column === AGE ? AGE_VARIANCE : GROUP_VARIANCE;
}

export function posterior(design: Design, spread: Spread) {
  const { size } = design;
  const normal = toNormal(design, spread.postSd);
  const matrix = Float64Array.from(normal.matrix);
  let logPrior = 0;
  for (let column = 0; column < size; column++) {
    const variance = priorVariance(column, spread);
    matrix[column * size + column] = at(matrix, column * size + column) + 1 / variance;
    logPrior += Math.log(variance);
  }
  const lower = factorise(matrix, size);
  const mean = solveUpper(lower, solveLower(lower, normal.right));
  return { normal, lower, logPrior, mean };
}

/** How well a spread explains the account's posts, up to what all spreads have in common. */
export function logEvidence(design: Design, spread: Spread): number {
  const { normal, lower, logPrior, mean } = posterior(design, spread);
  const explained = normal.right.reduce((sum, value, index) => sum + value * at(mean, index), 0);
  const fit = normal.squares - explained;
  const volume = logPrior + logDeterminant(lower, design.size) - normal.logWeights;
  return -(fit + volume) / 2;
}

function logDeterminant(lower: Float64Array, size: number): number {
  let sum = 0;
  for (let k = 0; k < size; k++) sum += Math.log(at(lower, k * size + k));
  return 2 * sum;
}

/** A number of a matrix or a vector; what lies outside is nothing. */
export const at = (values: Float64Array, index: number): number => values[index] ?? 0;
