import { quarterOf } from "@/lib/domain/quarter-hour";
import type { Changes, LedgerRow } from "./ledger";

/** What is added to one cell's quarter of an hour. */
export interface Sum {
  cell: number;
  /** Start of the quarter, in milliseconds since 1970. */
  bucket: number;
  counts: Changes;
}

type Sums = Map<number, Map<number, Changes>>;

/** Sums of a leaf, its campaign and its account by quarter. Rows far outnumber leaves, so leaves come first. */
export function addUp(rows: readonly LedgerRow[]): Sum[] {
  const leaves: Sums = new Map();
  const parents = new Map<number, readonly [campaign: number, account: number]>();
  for (const { post, observedAt, changes } of rows) {
    const { leaf, campaign, account } = post.cells;
    if (!parents.has(leaf)) parents.set(leaf, [campaign, account]);
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

export function addChanges(counts: Changes, changes: Changes): void {
  for (const key in changes) {
    const name = key as keyof Changes;
    counts[name] = (counts[name] ?? 0) + (changes[name] ?? 0);
  }
}

function countsOf(sums: Sums, cell: number, bucket: number): Changes {
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
