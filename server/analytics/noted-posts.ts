import { type SQL, sql } from "drizzle-orm";
import type { ResultsWindow } from "./results-scope";
import { type CellScope, matches, type Slot } from "./rollup-rows";

/** Posts in view of this window that the rollups do not hold yet: `posts` is 1, or -1 where one is gone. */
export const notedPosts = (scope: CellScope, { from, to }: ResultsWindow): SQL => sql`
  select o.platform, o.account_id, o.campaign_id, o.variant_id, o.published_at, o.posts
  from rollup_posts o join social_accounts a on a.id = o.account_id
  where ${matches(scope, "o")} and a.sandbox = ${scope.sandbox}
    ${from ? sql`and o.published_at >= ${from.toISOString()}::timestamptz` : sql``}
    ${to ? sql`and o.published_at < ${to.toISOString()}::timestamptz` : sql``}`;

/** The slot that they went out in, as `slotText` tells it. */
export const notedSlot = (slot: Exclude<Slot, "none">, zone: string): SQL =>
  slot === "day"
    ? sql`(published_at at time zone ${zone})::date::text`
    : sql`(extract(epoch from date_bin('15 minutes', published_at, 'epoch'::timestamptz))
        * 1000)::bigint::text`;
