import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { toUuids } from "@/server/db/uuid";
import { type CellIds, findCells, leafKey, openCells } from "./rollup-cells";
import { sharesRollups } from "./rollup-lock";

/** Posts that were never counted. Another writer may have made their rows since they were looked for. */
export async function makeCounts(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  known: readonly CountsRow[],
): Promise<CountsRow[]> {
  const has = new Set(known.map(({ id }) => id));
  const missing = ids.filter((id) => !has.has(id));
  await tx.execute(sql`
    insert into post_counts (post_id, workspace_id, published_at)
    select id, workspace_id, published_at from posts
    where workspace_id = ${workspaceId}::uuid and id = any(${toUuids(missing)})
    order by id on conflict do nothing`);
  return lockCounts(tx, workspaceId, missing);
}

/** A post stays in the cell that it was first counted in, also when its variant is gone. */
export async function readCells(
  tx: Tx,
  workspaceId: string,
  rows: readonly CountsRow[],
): Promise<Map<string, CellIds>> {
  const found = new Map<string, CellIds>();
  const leaves = new Map<string, number>();
  for (const { id, leaf, campaign, whole, account } of rows) {
    if (leaf === null) continue;
    // The cell may be newer than what the statement saw when it began to wait for the row.
    if (campaign === null || whole === null || account === null) leaves.set(id, leaf);
    else found.set(id, { leaf, campaign, whole, account });
  }
  const seen = leaves.size > 0 ? await findCells(tx, workspaceId, [...leaves.values()]) : null;
  for (const [id, leaf] of leaves) {
    const cells = seen?.get(leaf);
    if (cells) found.set(id, cells);
  }
  const opened = await openCells(
    tx,
    workspaceId,
    rows.filter(({ id }) => !found.has(id)),
  );
  for (const row of rows) {
    const cells = found.get(row.id) ?? opened.get(leafKey(row));
    if (cells) found.set(row.id, cells);
  }
  return found;
}

export type LaterRow = { postId: string; observedAt: number; counts: number[] };

/** What was told of posts after these moments, in milliseconds since 1970. */
export async function readLater(
  tx: Tx,
  moments: readonly (readonly [postId: string, at: number])[],
): Promise<LaterRow[]> {
  if (moments.length === 0) return [];
  const ids = moments.map(([id]) => id);
  const times = moments.map(([, at]) => at);
  const { rows } = await tx.execute(sql`
    select m.post_id as "postId", ${milliseconds("m.observed_at")} as "observedAt",
      ${countsOf("m")} as counts
    from unnest(${toUuids(ids)}, ${toArray("bigint", times)}) as r(post_id, at)
    join metrics m on m.post_id = r.post_id and m.observed_at > to_timestamp(r.at / 1000.0)`);
  return rows as unknown as LaterRow[];
}

export type CountsRow = {
  id: string;
  platform: Platform;
  campaignId: string | null;
  variantId: string | null;
  accountId: string;
  sandbox: boolean;
  publishedAt: number | null;
  linked: boolean;
  leaf: number | null;
  campaign: number | null;
  whole: number | null;
  account: number | null;
  /** Of the leaf: which counts were ever told. Its campaign's and its account's know as much. */
  told: number;
  firstAt: number | null;
  lastAt: number | null;
  carriedTo: number | null;
  /** The row holds the cell, and the moment when the post went out. */
  isPlaced: boolean;
  /** In the order of the metrics, with commas: a driver takes many times longer to read arrays. */
  counts: string;
  /** The same; nothing where no reading told the count. */
  readAt: string;
};

const milliseconds = (column: string) => sql.raw(`round(date_part('epoch', ${column}) * 1000)`);

const countsOf = (table: string) =>
  sql.raw(`array[${METRIC_NAMES.map((name) => `${table}.${name}`).join(", ")}]::float8[]`);

const commas = (values: readonly SQL[]) =>
  sql`array_to_string(array[${sql.join([...values], sql`, `)}], ',', '')`;

/** A cell keeps the campaign and the variant of its posts when they are deleted. */
export async function lockCounts(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
): Promise<CountsRow[]> {
  const { rows } = await tx.execute(sql`
    select p.id, p.platform, coalesce(l.campaign_id, p.campaign_id) as "campaignId",
      coalesce(l.variant_id, p.variant_id) as "variantId",
      p.account_id as "accountId", a.sandbox, ${milliseconds("p.published_at")} as "publishedAt",
      p.links is not null as linked, c.cell_id as leaf, l.campaign_cell_id as campaign,
      l.whole_cell_id as whole, l.account_cell_id as account,
      coalesce(l.told, 0) as told,
      ${milliseconds("c.first_at")} as "firstAt", ${milliseconds("c.last_at")} as "lastAt",
      ${milliseconds("c.carried_to")} as "carriedTo",
      c.cell_id is not null and c.published_at is not distinct from p.published_at as "isPlaced",
      ${commas(METRIC_NAMES.map((name) => sql.raw(`c.${name}`)))} as counts,
      ${commas(METRIC_NAMES.map((name) => milliseconds(`c.${name}_at`)))} as "readAt"
    from post_counts c
    join posts p on p.id = c.post_id
    join social_accounts a on a.id = p.account_id
    left join rollup_cells l on l.id = c.cell_id
    where ${sharesRollups(workspaceId)}
      and c.workspace_id = ${workspaceId}::uuid and c.post_id = any(${toUuids(ids)})
    order by c.post_id for no key update of c`);
  return rows as unknown as CountsRow[];
}
