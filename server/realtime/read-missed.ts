import { and, asc, eq, gt, lte, type SQL, sql } from "drizzle-orm";
import type { EventName, WireEvent } from "@/lib/contracts/events";
import type { ResultsPatch } from "@/lib/contracts/results-patch";
import type { Reader } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";
import { mergeNotices, toNotice } from "@/server/realtime/notices";
import { addPatches, toPatch } from "@/server/realtime/patches";

/** As they are stored. More is quicker fetched than patched. */
const MOST_BYTES = 2_000_000;

export interface Span {
  workspaceId: string;
  /** Not included. */
  after: number;
  to: number;
}

const within = ({ workspaceId, after, to }: Span) =>
  and(eq(events.workspaceId, workspaceId), gt(events.seq, after), lte(events.seq, to));

interface Row {
  seq: number;
  name: string;
  data: WireEvent["data"];
  at: Date;
}

const toEvent = ({ at, name, ...row }: Row): WireEvent => ({
  ...row,
  name: name as EventName,
  at: at.toISOString(),
});

const rowOf = (data: SQL<WireEvent["data"]>) => ({
  seq: events.seq,
  name: events.name,
  data,
  at: events.createdAt,
});

const isCount = sql`${events.name} = 'metrics.changed'`;
// A room hears of counts only where they changed, and what changed may be megabytes.
const asNotice = sql<WireEvent["data"]>`case when ${isCount}
  then jsonb_build_object('campaignId', ${events.data} -> 'campaignId') else ${events.data} end`;
// The totals of each post are most of a fact, and nobody who was away needs them.
const withoutPosts = sql<WireEvent["data"]>`${events.data} || '{"posts":[]}'::jsonb`;

/** What a workspace's room was told in a span, in order; null: the oldest of it are gone. */
export async function readNotices(reader: Reader, span: Span): Promise<WireEvent[] | null> {
  const rows = await reader
    .select(rowOf(asNotice))
    .from(events)
    .where(within(span))
    .orderBy(asc(events.seq));
  if (rows.length < span.to - span.after) return null;
  return mergeNotices([], rows.map(toEvent).map(toNotice));
}

/**
 * How results changed in a span, of one campaign or of all; null: not at all. Whoever missed more
 * than can be told, or what is gone by now, fetches anew.
 */
export async function readPatch(
  reader: Reader,
  { campaignId, ...span }: Span & { campaignId: string | null },
): Promise<ResultsPatch | null> {
  const inCampaign = campaignId ? sql`${events.data} ->> 'campaignId' = ${campaignId}` : sql`true`;
  const isWanted = sql`${isCount} and ${inCampaign}`;
  const [held] = await reader
    .select({
      facts: sql<number>`count(*)::int`,
      bytes: sql<number>`coalesce(sum(pg_column_size(${events.data})) filter (where ${isWanted}), 0)::float8`,
    })
    .from(events)
    .where(within(span));
  const isWhole = held?.facts === span.to - span.after;
  if (!isWhole || held.bytes > MOST_BYTES)
    return { fromSeq: span.after + 1, toSeq: span.to, at: "", changed: [], refetch: true };
  const rows = await reader
    .select(rowOf(withoutPosts))
    .from(events)
    .where(and(within(span), isWanted))
    .orderBy(asc(events.seq));
  const patches = rows.map(toEvent).map(toPatch);
  const last = patches.at(-1);
  return last
    ? addPatches(patches, { fromSeq: span.after + 1, toSeq: span.to, at: last.at })
    : null;
}
