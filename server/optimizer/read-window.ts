import { type SQL, sql } from "drizzle-orm";
import { EVIDENCE_WINDOW } from "@/lib/domain/bandit/algorithm";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { toJsonb } from "@/server/db/to-jsonb";

/** One campaign on one platform in one world: what the sandbox's audience did never speaks for a real one. */
export interface EvidenceScope {
  workspaceId: string;
  campaignId: string;
  platform: string;
  sandbox: boolean;
}

export const scopeKey = ({ campaignId, platform, sandbox }: Omit<EvidenceScope, "workspaceId">) =>
  `${campaignId}:${platform}:${sandbox}`;

/** A post of a variant that is out, or on its way. */
export interface WindowPost {
  variantId: string;
  accountId: string;
  /** A count of it was seen at least once. */
  known: boolean;
  /** A reading told its clicks, if only that there were none. */
  clicksTold: boolean;
  deleted: boolean;
  /** Milliseconds since 1970; null while it is on its way. */
  publishedAt: number | null;
  /** When its platform was last asked. */
  pulledAt: number | null;
  /** Granted to its account; empty where the platform tells everybody the same. */
  scopes: readonly string[];
  counts: Record<MetricName, number>;
}

/** The newest posts of a scope, oldest first. */
export interface Window {
  posts: WindowPost[];
  /** No newer window reaches further back; null while it holds every post there is. */
  since: string | null;
}

/** Newest posts looked at for the window: those of the other world, and what never went out, fall away. */
const LOOKED_AT = EVIDENCE_WINDOW * 2;

interface WindowRow {
  campaignId: string;
  platform: string;
  sandbox: boolean;
  cells: Cell[];
  /** Milliseconds since 1970. */
  since: number | null;
}

type Cell = [
  string,
  string,
  boolean,
  boolean,
  boolean,
  number | null,
  number | null,
  string[],
  ...number[],
];

/**
 * The newest posts of variants, oldest first, by `scopeKey`. Reads what the window holds, however
 * many posts came before.
 */
export async function readWindows(
  reader: Reader,
  scopes: readonly (EvidenceScope & { since?: string | null })[],
  now: Date,
): Promise<Map<string, Window>> {
  if (scopes.length === 0) return new Map();
  const { rows } = (await reader.execute(windowQuery(scopes, now))) as unknown as {
    rows: WindowRow[];
  };
  return new Map(
    rows.map((row) => {
      const since = row.since === null ? null : new Date(row.since).toISOString();
      return [scopeKey(row), { posts: row.cells.map(toWindowPost), since }];
    }),
  );
}

/**
 * One statement for all scopes. `since` keeps it from reading what no window needs any more: with the
 * limit alone the planner may sort a campaign's whole history.
 */
export function windowQuery(
  scopes: readonly (EvidenceScope & { since?: string | null })[],
  now: Date,
): SQL {
  const keys = scopes.map(({ campaignId, platform, sandbox, since }) => ({
    ...{ campaign_id: campaignId, platform, sandbox, since: since ?? "-infinity" },
    scoped: catalog[platform as Platform].metricScopes !== undefined,
  }));
  const totals = sql.join(
    METRIC_NAMES.map((name) => sql`coalesce(c.${sql.identifier(name)}, 0)::float8`),
    sql`, `,
  );
  return sql`
    select k.campaign_id as "campaignId", k.platform, k.sandbox,
      coalesce(jsonb_agg(jsonb_build_array(w.variant_id, w.account_id, c.first_at is not null, c.clicks_at is not null, w.status = 'deleted',
        extract(epoch from w.published_at)::float8 * 1000,
        extract(epoch from w.metrics_pulled_at)::float8 * 1000, w.scopes, ${totals})
        order by w.due_at, w.id) filter (where w.id is not null), '[]') as cells,
      max(w.since) as since
    from jsonb_to_recordset(${toJsonb(keys)})
      as k(campaign_id uuid, platform text, sandbox boolean, scoped boolean, since timestamptz)
    left join lateral (
      select n.*, case when k.scoped then to_jsonb(a.scopes) else '[]'::jsonb end as scopes
      from (select *, case when count(*) over () >= ${LOOKED_AT}
          then extract(epoch from min(due_at) over ())::float8 * 1000 end as since from (
        select p.id, p.variant_id, p.account_id, p.status, p.due_at, p.published_at,
          p.metrics_pulled_at
        from posts p
        where p.campaign_id = k.campaign_id and p.platform = k.platform
          and p.due_at between k.since and ${now.toISOString()}::timestamptz
        order by p.due_at desc, p.id desc limit ${LOOKED_AT}) newest) n
      join social_accounts a on a.id = n.account_id
      where a.sandbox = k.sandbox and n.variant_id is not null
        and n.status in ('published', 'deleted', 'publishing', 'pending', 'unknown', 'queued')
      order by n.due_at desc, n.id desc limit ${EVIDENCE_WINDOW}) w on true
    left join post_counts c on c.post_id = w.id
    group by k.campaign_id, k.platform, k.sandbox`;
}

function toWindowPost(cell: Cell): WindowPost {
  const [variantId, accountId, known, clicksTold, deleted, publishedAt, pulledAt, scopes, ...sums] =
    cell;
  const counts = Object.fromEntries(METRIC_NAMES.map((name, i) => [name, sums[i] ?? 0]));
  return {
    ...{ variantId, accountId, known, clicksTold, deleted, publishedAt, pulledAt, scopes },
    counts: counts as Record<MetricName, number>,
  };
}
