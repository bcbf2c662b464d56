import { sql } from "drizzle-orm";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import { RESULTS_BEGIN } from "@/lib/contracts/result-time";
import { QUARTER_MS, quarterOf } from "@/lib/domain/quarter-hour";
import { canonicalZone } from "@/lib/domain/zones";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { notFound } from "@/server/errors";
import { viewerZone } from "@/server/workspaces/viewer-zone";
import { hasPlaceFor, readZones } from "./home-zones";

/** Whole quarters of an hour. */
export interface ResultsWindow {
  /** Null: from the first result. */
  from: Date | null;
  /** Not included. Null: all that has come in. */
  to: Date | null;
}

export interface KeptZone {
  id: number;
  zone: string;
}

/** A query with everything settled that it left open, as of one snapshot. */
export interface ResultsScope {
  workspaceId: string;
  /** Which world is shown; the two are never added up. */
  sandbox: boolean;
  query: ResultsQuery;
  zone: string;
  /** Whose days are kept; null: days are summed from quarters. */
  zoneId: number | null;
  /** A zone whose days are kept, this one before others: sums need no zone of their own. */
  kept: KeptZone | null;
  now: Date;
  /** The last event that the snapshot includes. */
  seq: number;
}

type Row = {
  seq: number;
  shown: boolean;
  keptId: number | null;
  keptZone: string | null;
};

/**
 * Reads results in one snapshot, so that all numbers and `seq` are of the same moment. A zone of the
 * workspace whose days are not kept yet is from then on, as long as there are not too many.
 */
export async function readResults<T>(
  ctx: Ctx,
  query: ResultsQuery,
  read: (tx: Tx, scope: ResultsScope) => Promise<T>,
  world: { sandbox?: boolean } = {},
): Promise<T> {
  const zone = query.timeZone ? canonicalZone(query.timeZone) : await viewerZone(ctx);
  const found = await ctx.db.transaction(
    async (tx) => {
      const scope = { ...(await readScope(tx, ctx, query, zone)), ...world };
      return { value: await read(tx, scope), zoneId: scope.zoneId };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (found.zoneId === null) await askForZone(ctx, zone);
  return found.value;
}

async function readScope(
  tx: Tx,
  { workspaceId, ...ctx }: Ctx,
  query: ResultsQuery,
  zone: string,
): Promise<ResultsScope> {
  // Compiling such short statements takes longer than running them.
  const { rows } = await tx.execute<Row>(sql`
    select set_config('jit', 'off', true), w.event_seq::float8 as seq,
      w.show_sandbox and exists (
        select from social_accounts a where a.workspace_id = w.id and a.sandbox) as shown,
      k.id as "keptId", k.zone as "keptZone"
    from workspaces w left join lateral (
      select z.id, z.zone from rollup_zones z where z.workspace_id = w.id
      order by z.zone = ${zone} desc, z.id limit 1) k on true
    where w.id = ${workspaceId}::uuid`);
  const [row] = rows;
  if (!row) throw notFound("workspace");
  const { shown, seq, keptId, keptZone } = row;
  const kept = keptId === null || keptZone === null ? null : { id: keptId, zone: keptZone };
  const zoneId = kept?.zone === zone ? kept.id : null;
  return { workspaceId, sandbox: shown, seq, kept, zoneId, query, zone, now: ctx.now() };
}

async function askForZone(ctx: Ctx, zone: string): Promise<void> {
  const { workspaceId } = ctx;
  if (!hasPlaceFor(zone, await readZones(ctx.db, workspaceId))) return;
  const options = { singletonKey: `${workspaceId} ${zone}` };
  await ctx.db.transaction((tx) =>
    ctx.runtime.jobs.send(tx, "keep-zone", { workspaceId, zone }, options),
  );
}

const nextQuarter = (at: number): number => quarterOf(at + QUARTER_MS - 1);

/** Nothing is counted later than now: a window that ends long after it would only be drawn longer. */
const AHEAD_MS = 366 * 86_400_000;

/**
 * Ends between two quarters of an hour are moved outward to whole ones. One that lies beyond all
 * results is brought near: what was kept with a report was maybe never bounded.
 */
export function toWindow({ query, now }: Pick<ResultsScope, "query" | "now">): ResultsWindow {
  const bounded = (at: string) =>
    Math.min(Math.max(Date.parse(at), Date.parse(RESULTS_BEGIN)), now.getTime() + AHEAD_MS);
  return {
    from: query.from ? new Date(quarterOf(bounded(query.from))) : null,
    to: query.to ? new Date(nextQuarter(bounded(query.to))) : null,
  };
}

/** Readings made within this very instant belong to it too. */
export const endOf = (window: ResultsWindow, now: Date): Date =>
  window.to ?? new Date(nextQuarter(now.getTime() + 1));

/** The window of the same length before; null without a start. */
export function windowBefore(window: ResultsWindow, now: Date): { from: Date; to: Date } | null {
  if (!window.from) return null;
  const from = window.from.getTime();
  return { from: new Date(2 * from - endOf(window, now).getTime()), to: window.from };
}
