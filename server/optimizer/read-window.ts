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

interface WindowRow extends Record<MetricName, number> {
  campaignId: string;
  platform: string;
  sandbox: boolean;
  variantId: string;
  accountId: string;
  known: boolean;
  clicksTold: boolean;
  deleted: boolean;
  publishedAt: number | null;
  pulledAt: number | null;
  scopes: string[] | null;
  /** Milliseconds since 1970. */
  since: number | null;
}

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
  const windows = new Map<string, Window>();
  for (const row of rows) {
    const key = scopeKey(row);
    let window = windows.get(key);
    if (!window) {
      const since = row.since === null ? null : new Date(row.since).toISOString();
      window = { posts: [], since };
      windows.set(key, window);
    }
    window.posts.push(toWindowPost(row));
  }
  return windows;
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
    METRIC_NAMES.map(
      (name) => sql`coalesce(c.${sql.identifier(name)}, 0)::float8 as ${sql.identifier(name)}`,
    ),
    sql`, `,
  );
  // A row a post: gathering them into one value costs the database more than sending them.
  return sql`
    select k.campaign_id as "campaignId", k.platform, k.sandbox, w.variant_id as "variantId",
      w.account_id as "accountId", c.first_at is not null as known,
      c.clicks_at is not null as "clicksTold", w.status = 'deleted' as deleted,
      extract(epoch from w.published_at)::float8 * 1000 as "publishedAt",
      extract(epoch from w.metrics_pulled_at)::float8 * 1000 as "pulledAt",
      w.scopes, w.since, ${totals}
    from jsonb_to_recordset(${toJsonb(keys)})
      as k(campaign_id uuid, platform text, sandbox boolean, scoped boolean, since timestamptz)
    cross join lateral (
      select n.*, case when k.scoped then a.scopes end as scopes
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
      order by n.due_at desc, n.id desc limit ${EVIDENCE_WINDOW}) w
    left join post_counts c on c.post_id = w.id
    order by w.due_at, w.id`;
}

function toWindowPost(row: WindowRow): WindowPost {
  const { variantId, accountId, known, clicksTold, deleted, publishedAt, pulledAt, scopes } = row;
  const counts = {} as Record<MetricName, number>;
  for (const name of METRIC_NAMES) counts[name] = row[name];
  return {
    ...{ variantId, accountId, known, clicksTold, deleted, publishedAt, pulledAt, counts },
    scopes: scopes ?? [],
  };
}
