import { sql } from "drizzle-orm";
import type { IngestItem } from "@/lib/contracts/ingest";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { hashOfId } from "./folded-ids";

/** The posts that each external id may mean: one, none, or several. */
export async function findTargets(
  tx: Tx,
  workspaceId: string,
  items: readonly IngestItem[],
): Promise<Map<string, string[]>> {
  const targets = new Map<string, string[]>();
  for (const { postId, externalId } of items) {
    if (!postId && externalId) targets.set(externalId, []);
  }
  if (targets.size === 0) return targets;
  const { rows } = (await tx.execute(sql`
    select p.id, p.external_id as "externalId"
    from unnest(${toArray("text", [...targets.keys()])}) as r(external_id)
    join social_accounts a on a.workspace_id = ${workspaceId}::uuid
    join posts p on p.account_id = a.id and p.external_id = r.external_id
    where p.workspace_id = ${workspaceId}::uuid`)) as unknown as {
    rows: { id: string; externalId: string }[];
  };
  for (const { id, externalId } of rows) targets.get(externalId)?.push(id);
  return targets;
}

/** Of the ids of these items, those that were counted before. Call it with their posts locked. */
export async function findKnown(
  tx: Tx,
  workspaceId: string,
  items: readonly IngestItem[],
): Promise<Set<string>> {
  const ids = items.flatMap(({ id }) => id ?? []);
  if (ids.length === 0) return new Set();
  // Each id is looked up by itself, however many there are. Who has folded nothing makes no hashes.
  const { rows } = (await tx.execute(sql`
    with own as materialized (select ${toArray("text", ids)} as ids)
    select m.dedupe_key as key from metrics m
    where m.workspace_id = ${workspaceId}::uuid and m.dedupe_key = any((select ids from own)::text[])
    union all
    select r.key from own, unnest(own.ids) as r(key)
    where (select exists (select from folded_ids where workspace_id = ${workspaceId}::uuid))
      and (select true from folded_ids f
        where f.workspace_id = ${workspaceId}::uuid and f.id_hash = ${hashOfId(sql`r.key`)})`)) as unknown as {
    rows: { key: string }[];
  };
  return new Set(rows.map(({ key }) => key));
}
