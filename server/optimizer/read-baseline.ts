import { sql } from "drizzle-orm";
import {
  type AccountBaseline,
  type AccountPost,
  fitAccountBaseline,
} from "@/lib/domain/bandit/account-baseline";
import type { EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import { pointsOf } from "@/lib/domain/bandit/post-evidence";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Reader } from "@/server/db/client";
import { toUuids } from "@/server/db/uuid";
import { ageHoursOf, HOUR_MS } from "./post-age";

/** Posts read in all, so that a campaign of many accounts costs no more than one of few. */
const MOST_POSTS = 2000;
const MOST_ACCOUNTS = 200;
const MOST_PER_ACCOUNT = 200;
/** An account's reach of long ago says little of today's. */
const LOOKED_BACK_DAYS = 90;

interface Wanted {
  accountIds: readonly string[];
  platform: string;
  now: Date;
  /** What is usual in views, or in weighted interactions. */
  by: "views" | EngagementWeights;
}

/** What these accounts usually get, from their newest posts of whatever campaign. */
export async function readBaseline(
  reader: Reader,
  { accountIds, platform, now, by }: Wanted,
): Promise<AccountBaseline | null> {
  const ids = [...new Set(accountIds)].sort().slice(0, MOST_ACCOUNTS);
  if (ids.length === 0) return null;
  const each = Math.min(Math.floor(MOST_POSTS / ids.length), MOST_PER_ACCOUNT);
  const totals = sql.join(
    METRIC_NAMES.map((name) => sql`c.${sql.identifier(name)}::float8 as ${sql.identifier(name)}`),
    sql`, `,
  );
  const at = sql`${now.toISOString()}::timestamptz`;
  const { rows } = (await reader.execute(sql`
    select a.id as "accountId", extract(epoch from p.published_at)::float8 * 1000 as "publishedAt",
      extract(epoch from p.metrics_pulled_at)::float8 * 1000 as "pulledAt", ${totals}
    from unnest(${toUuids(ids)}) as a (id)
    cross join lateral (
      select * from (
        select p.id, p.status, p.published_at, p.metrics_pulled_at from posts p
        where p.account_id = a.id and p.due_at <= ${at}
          and p.due_at > ${at} - make_interval(days => ${LOOKED_BACK_DAYS})
        order by p.due_at desc limit ${each}) newest
      where status in ('published', 'deleted') and published_at is not null) p
    join post_counts c on c.post_id = p.id
    where c.first_at is not null`)) as unknown as { rows: Row[] };
  return fitAccountBaseline(rows.map((row) => toAccountPost(row, { platform, now, by })));
}

type Row = { accountId: string; publishedAt: number; pulledAt: number | null } & Record<
  MetricName,
  number
>;

function toAccountPost(row: Row, { platform, now, by }: Omit<Wanted, "accountIds">): AccountPost {
  return {
    accountId: row.accountId,
    got: by === "views" ? row.views : pointsOf(row, by),
    ageHours: ageHoursOf(platform, row, now),
    publishedHour: Math.floor(row.publishedAt / HOUR_MS),
  };
}
