import { type SQL, sql } from "drizzle-orm";
import type { PlatformFreshness } from "@/lib/contracts/analytics";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { inWorld } from "./query-posts-out";
import { kindOf } from "./query-sums";
import { type CellScope, matches } from "./rollup-rows";

/** Newer posts are asked for more often, so that a few of each account tell how fresh it is. */
const NEWEST_OF_ACCOUNT = 10;
const NEWEST_OF_CAMPAIGNS = 500;

type Row = { platform: Platform; freshAt: number | null; nextAt: number | null };

const toIso = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

const instant = (of: string): SQL => sql.raw(`(extract(epoch from ${of}) * 1000)::float8`);

/** When a post's platform last told of it, asked or not: what its links and others count is no word of it. */
export const TOLD_AT = "greatest(p.metrics_pulled_at, c.heard_at)";

/** When each platform in view last told of its posts, and when it is asked next. */
export async function readFreshness(db: Reader, scope: CellScope): Promise<PlatformFreshness[]> {
  const { rows } = await db.execute<Row>(sql`
    select p.platform, ${instant(`max(${TOLD_AT})`)} as "freshAt",
      ${instant("min(p.metrics_next_pull_at)")} as "nextAt"
    from (${newestPosts(scope)}) p left join post_counts c on c.post_id = p.id
    group by p.platform order by p.platform`);
  return rows.map(({ platform, freshAt, nextAt }) => ({
    ...{ platform, freshAt: toIso(freshAt), nextAt: toIso(nextAt) },
  }));
}

/** The latest of them; null: none has told anything yet. */
export const latestOf = (freshness: readonly PlatformFreshness[]): string | null =>
  freshness
    .flatMap(({ freshAt }) => freshAt ?? [])
    .sort()
    .at(-1) ?? null;

function newestPosts(scope: CellScope): SQL {
  const columns = sql`p.id, p.platform, p.metrics_pulled_at, p.metrics_next_pull_at`;
  const isOut = sql`${matches(scope, "p")} and p.published_at is not null`;
  if (kindOf(scope) === "leaf") {
    return sql`select ${columns} from posts p where ${isOut} and ${inWorld(scope)}
      order by p.due_at desc limit ${NEWEST_OF_CAMPAIGNS}::int`;
  }
  return sql`select n.* from social_accounts a cross join lateral (
      select ${columns} from posts p where p.account_id = a.id and ${isOut}
      order by p.due_at desc limit ${NEWEST_OF_ACCOUNT}::int) n
    where a.workspace_id = ${scope.workspaceId}::uuid and a.sandbox = ${scope.sandbox}`;
}
