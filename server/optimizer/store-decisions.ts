import { sql } from "drizzle-orm";
import type { ArmStats } from "@/lib/domain/bandit/policy";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { optimizerDecisions, optimizerState } from "@/server/db/schema/results";
import { toJsonb } from "@/server/db/to-jsonb";

type Decision = typeof optimizerDecisions.$inferInsert;

interface StateKey {
  workspaceId: string;
  campaignId: string;
  platform: string;
}

/** Makes missing state rows and locks them all, in one order for all processes. */
export async function lockStates(
  tx: Tx,
  slots: readonly StateKey[],
  policy: string,
  now: Date,
): Promise<void> {
  const keys = new Map(slots.map((slot) => [`${slot.campaignId}:${slot.platform}`, slot]));
  const sorted = [...keys].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, slot]) => slot);
  if (sorted.length === 0) return;
  const values = sorted.map(({ workspaceId, campaignId, platform }) => ({
    ...{ workspaceId, campaignId, platform, policy },
    state: { arms: [] },
    createdAt: now,
    updatedAt: now,
  }));
  // An update of nothing takes the row lock of the rows that were there already.
  await tx
    .insert(optimizerState)
    .values(values)
    .onConflictDoUpdate({
      target: [optimizerState.campaignId, optimizerState.platform],
      set: { updatedAt: sql`${optimizerState.updatedAt}` },
    });
}

/** A post has one decision: when its choice was given back and made again, the last one stands. */
export async function storeDecisions(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  await insertRows(
    tx,
    optimizerDecisions,
    decisions,
    sql`on conflict (post_id) do update set
      variant_id = excluded.variant_id, kind = excluded.kind, policy = excluded.policy,
      candidates = excluded.candidates, probability = excluded.probability,
      reason = excluded.reason, numbers = excluded.numbers,
      would_have_chosen = excluded.would_have_chosen, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at`,
  );
}

/** What the policy knew after its last choice. */
export async function storeStates(
  tx: Tx,
  groups: readonly { campaign: { id: string }; platform: string; arms: ArmStats[] }[],
  policy: string,
  now: Date,
): Promise<void> {
  if (groups.length === 0) return;
  const rows = groups.map(({ campaign, platform, arms }) => ({
    campaign_id: campaign.id,
    platform,
    state: { arms },
  }));
  await tx.execute(sql`
    update optimizer_state s set state = r.state, policy = ${policy}, updated_at = ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${toJsonb(rows)})
      as r(campaign_id uuid, platform text, state jsonb)
    where s.campaign_id = r.campaign_id and s.platform = r.platform`);
}
