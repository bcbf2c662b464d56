import { sql } from "drizzle-orm";
import type { OperationsView } from "@/lib/contracts/operations";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";

const HOUR_MS = 3_600_000;
const HOURS = 24;
const LOOK_BACK_MS = 72 * HOUR_MS;
const KINDS_OF_FAILURE = 20;

const iso = (ms: number) => new Date(ms).toISOString();

/** What went out and what failed in each of the last 24 hours, the one that runs among them. */
export async function readHours(ctx: Ctx): Promise<OperationsView["hours"]> {
  const now = ctx.now().getTime();
  const first = Math.floor(now / HOUR_MS) * HOUR_MS - (HOURS - 1) * HOUR_MS;
  const { rows } = await ctx.db.execute<{ hour: number; published: number; failed: number }>(sql`
    select floor(extract(epoch from t.at) / 3600)::int as hour,
      count(*) filter (where t.out)::int as published, count(*) filter (where not t.out)::int as failed
    from (
      select coalesce(p.published_at, p.updated_at) as at, p.published_at is not null as out
      from posts p
      where p.workspace_id = ${ctx.workspaceId}::uuid
        and p.due_at >= ${iso(first - LOOK_BACK_MS)}::timestamptz
        and (p.published_at is not null or p.status = 'failed')) t
    where t.at >= ${iso(first)}::timestamptz
    group by 1`);
  return Array.from({ length: HOURS }, (_, nth) => {
    const at = first + nth * HOUR_MS;
    const row = rows.find(({ hour }) => hour === at / HOUR_MS);
    return { at: iso(at), published: row?.published ?? 0, failed: row?.failed ?? 0 };
  });
}

interface Failure extends Record<string, unknown> {
  platform: string;
  code: string | null;
  problem: string | null;
  count: number;
}

/** What was given up in the last 24 hours, by platform and reason. */
export async function readFailures(ctx: Ctx): Promise<OperationsView["failed"]> {
  const now = ctx.now().getTime();
  const { rows } = await ctx.db.execute<Failure>(sql`
    select p.platform, p.problem_code as code, count(*)::int as count,
      (array_agg(p.problem order by p.updated_at desc))[1] as problem
    from posts p
    where p.workspace_id = ${ctx.workspaceId}::uuid and p.status = 'failed'
      and p.due_at >= ${iso(now - HOURS * HOUR_MS - LOOK_BACK_MS)}::timestamptz
      and p.updated_at > ${iso(now - HOURS * HOUR_MS)}::timestamptz
    group by 1, 2 order by count desc, 1, 2 limit ${KINDS_OF_FAILURE}::int`);
  return rows.map(({ code, problem, count, ...row }) => {
    const platform = Platform.parse(row.platform);
    return { platform, label: catalog[platform].label, code, problem, count };
  });
}
