import { quarterOf } from "@/lib/domain/quarter-hour";
import type { CellIds } from "./rollup-cells";
import type { RollupSums } from "./rollup-names";

type Counts = Partial<RollupSums>;

/** What is added to one cell's quarter of an hour. */
export interface Sum {
  cell: number;
  /** Start of the quarter, in milliseconds since 1970. */
  bucket: number;
  counts: Counts;
}

/** A change of what belongs to a leaf, at a moment in milliseconds since 1970. */
interface Added {
  post: { cells: CellIds };
  observedAt: number;
  changes: Counts;
}

type Sums = Map<number, Map<number, Counts>>;

/**
 * Sums by quarter of a leaf and of the cells that it is added to. Rows far outnumber leaves, so leaves
 * come first.
 */
export function addUp(rows: readonly Added[]): Sum[] {
  const leaves: Sums = new Map();
  const parents = new Map<number, readonly number[]>();
  for (const { post, observedAt, changes } of rows) {
    const { leaf, campaign, whole, account } = post.cells;
    if (!parents.has(leaf)) parents.set(leaf, [campaign, whole, account]);
    addChanges(countsOf(leaves, leaf, quarterOf(observedAt)), changes);
  }
  const sums: Sums = new Map(leaves);
  for (const [leaf, quarters] of leaves) {
    for (const cell of parents.get(leaf) ?? []) {
      for (const [bucket, counts] of quarters) addChanges(countsOf(sums, cell, bucket), counts);
    }
  }
  return [...sums].flatMap(([cell, quarters]) =>
    [...quarters].map(([bucket, counts]) => ({ cell, bucket, counts })),
  );
}

export function addChanges(counts: Counts, changes: Counts): void {
  for (const key in changes) {
    const name = key as keyof Counts;
    counts[name] = (counts[name] ?? 0) + (changes[name] ?? 0);
  }
}

function countsOf(sums: Sums, cell: number, bucket: number): Counts {
  let quarters = sums.get(cell);
  if (!quarters) {
    quarters = new Map();
    sums.set(cell, quarters);
  }
  let counts = quarters.get(bucket);
  if (!counts) {
    counts = {};
    quarters.set(bucket, counts);
  }
  return counts;
}
