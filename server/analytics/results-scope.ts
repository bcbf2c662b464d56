import { sql } from "drizzle-orm";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import { QUARTER_MS, quarterOf } from "@/lib/domain/quarter-hour";
import { canonicalZone } from "@/lib/domain/zones";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { notFound } from "@/server/errors";
import { viewerZone } from "@/server/workspaces/viewer-zone";
import { MOST_ZONES } from "./keep-zone";

/** Whole quarters of an hour. */
export interface ResultsWindow {
  /** Null: from the first result. */
  from: Date | null;
  /** Not included. Null: all that has come in. */
  to: Date | null;
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
  now: Date;
  /** The last event that the snapshot includes. */
  seq: number;
}

type Row = {
  seq: number;
  shown: boolean;
  zoneId: number | null;
  zones: number;
};

/**
 * Reads results in one snapshot, so that all numbers and `seq` are of the same moment. A zone whose
 * days are not kept yet is from then on, as long as there are not too many.
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
      const { zones, ...found } = await readScope(tx, ctx, query, zone);
      const scope = { ...found, ...world };
      return { value: await read(tx, scope), zones, zoneId: scope.zoneId };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  if (found.zoneId === null && found.zones < MOST_ZONES) await askForZone(ctx, zone);
  return found.value;
}

async function readScope(
  tx: Tx,
  { workspaceId, ...ctx }: Ctx,
  query: ResultsQuery,
  zone: string,
): Promise<ResultsScope & { zones: number }> {
  // Compiling such short statements takes longer than running them.
  const { rows } = await tx.execute<Row>(sql`
    select set_config('jit', 'off', true), w.event_seq::float8 as seq,
      w.show_sandbox and exists (
        select from social_accounts a where a.workspace_id = w.id and a.sandbox) as shown,
      (select id from rollup_zones z where z.workspace_id = w.id and z.zone = ${zone}) as "zoneId",
      (select count(*)::int from rollup_zones z where z.workspace_id = w.id) as zones
    from workspaces w where w.id = ${workspaceId}::uuid`);
  const [row] = rows;
  if (!row) throw notFound("workspace");
  const { shown, seq, zoneId, zones } = row;
  return { workspaceId, sandbox: shown, seq, zoneId, zones, query, zone, now: ctx.now() };
}

async function askForZone(ctx: Ctx, zone: string): Promise<void> {
  const { workspaceId } = ctx;
  const options = { singletonKey: `${workspaceId} ${zone}` };
  await ctx.db.transaction((tx) =>
    ctx.runtime.jobs.send(tx, "keep-zone", { workspaceId, zone }, options),
  );
}

const nextQuarter = (at: number): number => quarterOf(at + QUARTER_MS - 1);

/** Ends between two quarters of an hour are moved outward to whole ones. */
export function toWindow({ from, to }: Pick<ResultsQuery, "from" | "to">): ResultsWindow {
  return {
    from: from ? new Date(quarterOf(Date.parse(from))) : null,
    to: to ? new Date(nextQuarter(Date.parse(to))) : null,
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
