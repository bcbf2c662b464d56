import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Leader, LeaderboardQuery, LeaderboardView } from "@/lib/contracts/analytics";
import { Id } from "@/lib/contracts/common";
import { armLetter } from "@/lib/domain/arm-letter";
import { engagementRate, engagementsIn, engagementsOf } from "@/lib/domain/metrics";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import type { Tx } from "@/server/db/client";
import { postTold } from "./note-told";
import { kindOf, toCounts, toSums } from "./query-sums";
import { endOf, type ResultsScope, readResults, toWindow } from "./results-scope";
import { cellsOf } from "./rollup-rows";

const TEXT_LENGTH = 500;
/** Of posts without views: below every rate. */
const NO_RATE = -1;

const Place = z.tuple([z.number(), Id]);
const cursor = createCursor(Place);

type Sort = LeaderboardQuery["sort"];

const interactions = engagementsIn("c");
const VALUES: Record<Sort, string> = {
  views: "c.views",
  engagements: interactions,
  clicks: "c.clicks",
  conversions: "c.conversions",
  rate: `case when c.views > 0 then (${interactions})::float8 / c.views else ${NO_RATE} end`,
};

type Row = Record<MetricName, number> & {
  total: number;
  value: number;
  postId: string | null;
  platform: Platform;
  accountId: string;
  accountHandle: string;
  campaignId: string | null;
  campaignName: string | null;
  ordinal: number | null;
  label: string | null;
  text: string;
  title: string | null;
  mediaId: string | null;
  permalink: string | null;
  publishedAt: number;
  told: number;
};

/**
 * Posts that went out in the window and were counted, by what they have been counted up to. `world`
 * names what is shown, whatever the workspace's switch says.
 */
export async function listLeaders(
  ctx: Ctx,
  input: LeaderboardQuery,
  world: { sandbox?: boolean } = {},
): Promise<LeaderboardView> {
  const { sort, cursor: given, limit, ...query } = input;
  const after = cursor.read(given);
  const read = async (tx: Tx, scope: ResultsScope) => {
    const rows = await queryLeaders(tx, scope, { sort, after, limit });
    const found = rows.filter(({ postId }) => postId !== null);
    const { page, end } = cutPage(found, limit);
    const nextCursor = end?.postId ? cursor.write([end.value, end.postId]) : null;
    return { items: page.map(toLeader), nextCursor, total: rows[0]?.total ?? 0 };
  };
  return readResults(ctx, query, read, world);
}

interface Page {
  sort: Sort;
  after: z.infer<typeof Place> | null;
  limit: number;
}

const numbers = sql.raw(METRIC_NAMES.map((name) => `c.${name}::float8 as ${name}`).join(", "));

/** The total comes with each row, and alone where the page is empty. */
async function queryLeaders(tx: Tx, scope: ResultsScope, page: Page): Promise<Row[]> {
  const { after, limit } = page;
  const behind = after
    ? sql`where (c.value, c.post_id) < (${after[0]}::float8, ${after[1]}::uuid)`
    : sql``;
  const { rows } = await tx.execute<Row>(sql`
    with page as materialized (
      select * from (
        select c.post_id, ${sql.raw(`(${VALUES[page.sort]})::float8 as value`)}
        ${counted(scope)}) c
      ${behind} order by c.value desc, c.post_id desc limit ${limit + 1}::int)
    select ${countAll(scope)} as total, c.value, p.id as "postId", p.platform,
      p.account_id as "accountId", a.handle as "accountHandle", p.campaign_id as "campaignId",
      g.name as "campaignName", v.ordinal, v.label,
      left(coalesce(p.content ->> 'text', ''), ${TEXT_LENGTH}::int) as text,
      p.content ->> 'title' as title, p.content #>> '{media,0,mediaId}' as "mediaId", p.permalink,
      (extract(epoch from p.published_at) * 1000)::float8 as "publishedAt", ${numbers},
      (${postTold}) as told
    from (select 1) one left join page on true
    left join lateral (select page.value, o.* from post_counts o where o.post_id = page.post_id) c
      on true
    left join posts p on p.id = c.post_id
    left join social_accounts a on a.id = p.account_id
    left join campaigns g on g.id = p.campaign_id
    left join variants v on v.id = p.variant_id
    order by c.value desc, p.id desc`);
  return rows;
}

/** From where the posts in view are read: rows of `post_counts` as `c`. */
function counted(scope: ResultsScope): SQL {
  const cells = cellsOf(scope, "leaf");
  if (kindOf(scope) === "leaf") {
    return sql`from (${cells}) l join post_counts c on c.cell_id = l.id where ${isIn(scope)}`;
  }
  if (isCut(scope)) {
    return sql`from post_counts c join (${cells}) l on l.id = c.cell_id where ${isIn(scope)}`;
  }
  // Of all cells, those of the other world are few or none: mostly there is nothing to join.
  return sql`from post_counts c where ${isIn(scope)} and c.cell_id is not null
    and c.cell_id not in (select r.id from (${otherCells(scope)}) r)`;
}

/** How many there are. Of a whole world that is read from an index, less what does not belong to it. */
function countAll(scope: ResultsScope): SQL {
  if (kindOf(scope) === "leaf" || isCut(scope)) {
    return sql`(select count(*)::int ${counted(scope)})`;
  }
  const count = sql`select count(*)::int from post_counts c where ${isIn(scope)}`;
  return sql`((${count}) - (${count} and c.cell_id is null)
    - (select count(*)::int from (${otherCells(scope)}) r
        join post_counts c on c.cell_id = r.id where ${isIn(scope)}))`;
}

const isCut = ({ query }: ResultsScope): boolean => Boolean(query.platform || query.accountId);

const otherCells = (scope: ResultsScope): SQL =>
  cellsOf({ ...scope, sandbox: !scope.sandbox }, "leaf");

function isIn(scope: ResultsScope): SQL {
  const window = toWindow(scope);
  return sql`c.workspace_id = ${scope.workspaceId}::uuid
    ${window.from ? sql`and c.published_at >= ${window.from.toISOString()}::timestamptz` : sql``}
    and c.published_at < ${endOf(window, scope.now).toISOString()}::timestamptz`;
}

function toLeader(row: Row): Leader {
  const sums = toSums(row);
  return {
    postId: row.postId ?? "",
    platform: row.platform,
    accountId: row.accountId,
    accountHandle: row.accountHandle,
    campaignId: row.campaignId,
    campaignName: row.campaignName,
    variant:
      row.ordinal === null ? null : { letter: armLetter(row.ordinal), label: row.label ?? "" },
    text: row.text,
    title: row.title,
    mediaId: row.mediaId,
    permalink: row.permalink,
    publishedAt: new Date(row.publishedAt).toISOString(),
    counts: toCounts(row.platform, sums, row.told),
    engagements: engagementsOf(sums),
    rate: engagementRate(sums),
  };
}
