import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { toldBit, toToldBits } from "@/lib/platforms/told-bits";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import type { LedgerPost } from "./ledger";

/** Short links count from the start: none is a zero. */
const LINKED = toldBit("clicks");

const toldOf = ({ counts, readAt, linked }: LedgerPost): number =>
  toToldBits(METRIC_NAMES.filter((name) => counts[name] !== 0 || readAt[name] !== undefined)) |
  (linked ? LINKED : 0);

/**
 * Keeps with the cells of these posts which counts were told at all: where none was, nothing counted
 * is no zero. Seldom anything is new, and then nothing is written.
 */
export async function noteTold(tx: Tx, posts: readonly LedgerPost[]): Promise<void> {
  const fresh = new Map<number, number>();
  for (const post of posts) {
    const told = toldOf(post);
    if ((told & ~post.told) === 0) continue;
    for (const cell of Object.values(post.cells)) fresh.set(cell, (fresh.get(cell) ?? 0) | told);
  }
  if (fresh.size === 0) return;
  // In the order of their ids, so that two writers never wait for each other crosswise.
  await tx.execute(sql`
    with f as (
      select * from unnest(${toArray("integer", [...fresh.keys()])},
        ${toArray("integer", [...fresh.values()])}) as f(id, told)),
    held as materialized (
      select c.id, f.told from rollup_cells c join f on f.id = c.id
      where c.told & f.told <> f.told order by c.id for no key update of c)
    update rollup_cells c set told = c.told | held.told from held where held.id = c.id`);
}

/** The same of one post, in a statement: `c` is its row of `post_counts`, `p` the post. */
export const postTold: SQL = sql.raw(
  METRIC_NAMES.map((name) => {
    const linked = toldBit(name) === LINKED ? " or p.links is not null" : "";
    return `case when c.${name} <> 0 or c.${name}_at is not null${linked} then ${toldBit(name)} else 0 end`;
  }).join(" | "),
);
