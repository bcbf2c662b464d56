import { type SQL, sql } from "drizzle-orm";

/**
 * Where a whole request stands, by its posts `p` and how many accounts refused it. What is still on
 * its way goes before what is to come, and only when nothing is left is it called done.
 */
export function publicationStatus(refused: SQL, now: Date): SQL<string> {
  const at = sql`${now.toISOString()}::timestamptz`;
  return sql<string>`case
    when count(*) filter (where p.status in ('publishing', 'pending', 'unknown', 'blocked', 'parked')
      or (p.status = 'queued' and p.due_at <= ${at})) > 0 then 'publishing'
    when count(*) filter (where p.status = 'awaiting_approval') > 0 then 'awaiting_approval'
    when count(*) filter (where p.status in ('planned', 'queued')) > 0 then 'scheduled'
    when count(*) filter (where p.status = 'draft') > 0 then 'draft'
    when count(*) filter (where p.status in ('published', 'deleted')) = count(*) + ${refused}
      and count(*) > 0 then 'published'
    when count(*) filter (where p.status in ('published', 'deleted')) > 0 then 'partial'
    when count(*) filter (where p.status = 'canceled') = count(*) and count(*) > 0 then 'canceled'
    else 'failed' end`;
}
