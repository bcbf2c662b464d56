import { sql } from "drizzle-orm";
import { CLAIM_LOCK } from "@/server/db/advisory-locks";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import type { Service } from "@/server/limits/circuit";
import type { Gates } from "./claim-gates";

const TURN_WITHIN_MS = 5000;

/**
 * From here on nobody else claims until this transaction ends. In line behind those who change what
 * may be posted: only trying would never succeed while they take turns. Answers what keeps posts in.
 */
export async function takeTurn(tx: Tx, now: Date): Promise<Gates> {
  const tried = await tryTurn(tx, now);
  if (tried.isOurs) return toGates(tried);
  await tx.execute(sql.raw(`set local lock_timeout = '${TURN_WITHIN_MS}ms'`));
  await tx.execute(sql`select pg_advisory_xact_lock(${CLAIM_LOCK})`);
  await tx.execute(sql`set local lock_timeout = 0`);
  return toGates(await tryTurn(tx, now));
}

/** Dates are texts in it. */
interface Tried {
  isOurs: boolean;
  circuits: (Service & { state: string; nextProbeAt: string | null })[];
  spent: { id: string; platform: string; until: string }[];
}

/** One statement for both: most claims find the turn free and nothing kept in. */
async function tryTurn(tx: Tx, now: Date): Promise<Tried> {
  const { rows } = (await tx.execute(sql`${PREPARED}
    select pg_try_advisory_xact_lock(${CLAIM_LOCK}) as "isOurs",
      (select coalesce(jsonb_agg(h), '[]') from (
        select platform, sandbox, state, next_probe_at as "nextProbeAt"
        from provider_health where state <> 'closed') h) as circuits,
      (select coalesce(jsonb_agg(b), '[]') from (
        select a.id, a.platform, max(b.resets_at) as until from rate_budgets b
        join social_accounts a on b.subject in (a.id::text,
          'app:' || a.platform || ':' || case when a.sandbox then 'sandbox' else 'real' end)
        where b.remaining <= 0 and b.resets_at > ${now.toISOString()}::timestamptz
          and b."window" like 'publish%'
        group by a.id, a.platform limit 500) b) as spent`)) as unknown as { rows: Tried[] };
  const [row] = rows;
  if (!row) throw new Error("A select without a table answered no row.");
  return row;
}

const toGates = ({ circuits, spent }: Tried): Gates => ({
  circuits: circuits.map((circuit) => ({
    ...circuit,
    nextProbeAt: circuit.nextProbeAt === null ? null : new Date(circuit.nextProbeAt),
  })),
  spent: spent.map((each) => ({ ...each, until: new Date(each.until) })),
});
