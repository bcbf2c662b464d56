import { and, asc, eq, gt, lte, sql } from "drizzle-orm";
import type { EventName, WireEvent } from "@/lib/contracts/events";
import type { ResultsPatch } from "@/lib/contracts/results-patch";
import type { Reader } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";
import { mergeNotices, toNotice } from "@/server/realtime/notices";
import { addPatches, toPatch } from "@/server/realtime/patches";

export interface Span {
  workspaceId: string;
  /** Not included. */
  after: number;
  to: number;
}

const within = ({ workspaceId, after, to }: Span) =>
  and(eq(events.workspaceId, workspaceId), gt(events.seq, after), lte(events.seq, to));

// The totals of each post are most of a fact, and nobody who was away needs them.
const withoutPosts = sql<WireEvent["data"]>`case when ${events.name} = 'metrics.changed'
  then ${events.data} || '{"posts":[]}'::jsonb else ${events.data} end`;

function toEvents(
  rows: { seq: number; name: string; data: WireEvent["data"]; at: Date }[],
): WireEvent[] {
  return rows.map(({ name, at, ...row }) => ({
    ...row,
    name: name as EventName,
    at: at.toISOString(),
  }));
}

const columns = { seq: events.seq, name: events.name, data: withoutPosts, at: events.createdAt };

/** What a workspace's room was told in a span, in order. */
export async function readNotices(reader: Reader, span: Span): Promise<WireEvent[]> {
  const rows = await reader
    .select(columns)
    .from(events)
    .where(within(span))
    .orderBy(asc(events.seq));
  return mergeNotices([], toEvents(rows).map(toNotice));
}

/** How results changed in a span, of one campaign or of all; null: not at all. */
export async function readPatch(
  reader: Reader,
  { campaignId, ...span }: Span & { campaignId: string | null },
): Promise<ResultsPatch | null> {
  const isWanted = campaignId ? sql`${events.data} ->> 'campaignId' = ${campaignId}` : undefined;
  const rows = await reader
    .select(columns)
    .from(events)
    .where(and(within(span), eq(events.name, "metrics.changed"), isWanted))
    .orderBy(asc(events.seq));
  const patches = toEvents(rows).map(toPatch);
  const last = patches.at(-1);
  return last
    ? addPatches(patches, { fromSeq: span.after + 1, toSeq: span.to, at: last.at })
    : null;
}
