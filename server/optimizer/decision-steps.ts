import { type SQL, sql } from "drizzle-orm";
import { toInsert } from "@/server/db/insert-rows";
import { optimizerDecisions } from "@/server/db/schema/results";

type Decision = typeof optimizerDecisions.$inferInsert;

/** A post has one decision: when its choice was given back and made again, the last one stands. */
export function toDecisionSteps(decisions: readonly Decision[]): SQL[] {
  if (decisions.length === 0) return [];
  const insert = toInsert(
    optimizerDecisions,
    decisions,
    sql`on conflict (post_id) do update set
      variant_id = excluded.variant_id, kind = excluded.kind, policy = excluded.policy,
      candidates = excluded.candidates, version = excluded.version, snapshot = excluded.snapshot,
      seed = excluded.seed, propensities = excluded.propensities, probability = excluded.probability,
      reason = excluded.reason, numbers = excluded.numbers,
      would_have_chosen = excluded.would_have_chosen, decided_by = excluded.decided_by,
      decided_at = excluded.decided_at`,
  );
  return [sql`decided as (${insert})`];
}
