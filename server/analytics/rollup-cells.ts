import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { rollupCells } from "@/server/db/schema/rollups";
import { toArray } from "@/server/db/to-array";

export interface CellIds {
  leaf: number;
  campaign: number;
  whole: number;
  account: number;
}

/** What decides a post's cells. */
export interface CellOwner {
  sandbox: boolean;
  platform: string;
  campaignId: string | null;
  variantId: string | null;
  accountId: string;
}

type NewCell = typeof rollupCells.$inferInsert;

const toKey = ({ kind, sandbox, platform, campaignId, variantId, accountId }: NewCell): string =>
  [kind, sandbox ? "sandbox" : "real", platform, campaignId, variantId, accountId]
    .map((part) => part ?? "")
    .join(" ");

/** The same in a statement, of rows of accounts (`a`) and posts (`p`). */
export const leafKeySql: SQL = sql.raw(
  `'leaf ' || case when a.sandbox then 'sandbox' else 'real' end || ' ' || p.platform || ' ' ||
    coalesce(p.campaign_id::text, '') || ' ' || coalesce(p.variant_id::text, '') || ' ' || p.account_id`,
);

/** The key of a leaf is its owner's. */
export const leafKey = (owner: CellOwner): string => toCells("", owner)[3].key;

function toCells(workspaceId: string, owner: CellOwner): [NewCell, NewCell, NewCell, NewCell] {
  const { sandbox, platform, campaignId, variantId, accountId } = owner;
  const base = { workspaceId, sandbox, platform, key: "" };
  const none = { campaignId: null, variantId: null, accountId: null };
  const cells: [NewCell, NewCell, NewCell, NewCell] = [
    { ...base, ...none, kind: "campaign", campaignId },
    { ...base, ...none, kind: "whole", platform: "", campaignId },
    { ...base, ...none, kind: "account", accountId },
    { ...base, kind: "leaf", campaignId, variantId, accountId },
  ];
  for (const cell of cells) cell.key = toKey(cell);
  return cells;
}

/** The cells of these leaves, by the leaf's id. */
export async function findCells(
  tx: Tx,
  workspaceId: string,
  leaves: readonly number[],
): Promise<Map<number, CellIds>> {
  const rows = await tx
    .select({
      leaf: rollupCells.id,
      campaign: rollupCells.campaignCellId,
      whole: rollupCells.wholeCellId,
      account: rollupCells.accountCellId,
    })
    .from(rollupCells)
    .where(and(eq(rollupCells.workspaceId, workspaceId), inArray(rollupCells.id, [...leaves])));
  return new Map(
    rows.map(({ leaf, campaign, whole, account }) => [
      leaf,
      { leaf, campaign: campaign ?? 0, whole: whole ?? 0, account: account ?? 0 },
    ]),
  );
}

/** Finds the cells of these owners by `leafKey`, and makes those that are missing. */
export async function openCells(
  tx: Tx,
  workspaceId: string,
  owners: readonly CellOwner[],
): Promise<Map<string, CellIds>> {
  const wanted = [
    ...new Map(owners.map((owner) => [leafKey(owner), toCells(workspaceId, owner)])).values(),
  ];
  if (wanted.length === 0) return new Map();
  const parents = await insertCells(
    tx,
    workspaceId,
    wanted.flatMap((cells) => cells.slice(0, 3)),
  );
  const leaves = wanted.map(([campaign, whole, account, leaf]) => ({
    ...leaf,
    campaignCellId: parents.get(campaign.key) ?? null,
    wholeCellId: parents.get(whole.key) ?? null,
    accountCellId: parents.get(account.key) ?? null,
  }));
  const ids = await insertCells(tx, workspaceId, leaves);
  return new Map(
    leaves.map((leaf) => [
      leaf.key,
      {
        leaf: ids.get(leaf.key) ?? 0,
        campaign: leaf.campaignCellId ?? 0,
        whole: leaf.wholeCellId ?? 0,
        account: leaf.accountCellId ?? 0,
      },
    ]),
  );
}

/** In one order for everybody, so that two writers never wait for each other crosswise. */
async function insertCells(
  tx: Tx,
  workspaceId: string,
  cells: readonly NewCell[],
): Promise<Map<string, number>> {
  const sorted = [...new Map(cells.map((cell) => [cell.key, cell])).values()].toSorted((a, b) =>
    a.key < b.key ? -1 : 1,
  );
  await insertRows(tx, rollupCells, sorted, sql`on conflict do nothing`);
  const rows = await tx
    .select({ id: rollupCells.id, key: rollupCells.key })
    .from(rollupCells)
    .where(
      and(
        eq(rollupCells.workspaceId, workspaceId),
        sql`${rollupCells.key} = any(${toArray(
          "text",
          sorted.map(({ key }) => key),
        )})`,
      ),
    );
  return new Map(rows.map(({ id, key }) => [key, id]));
}
