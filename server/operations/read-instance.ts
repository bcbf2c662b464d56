import { sql } from "drizzle-orm";
import type { OperationsView, ProcessView } from "@/lib/contracts/operations";
import type { Reader } from "@/server/db/client";
import { type Beat, isPublisherFresh, type Pulse } from "@/server/operations/find-pulse";
import { PUBLISHER } from "@/server/operations/heartbeat";
import { ProcessFacts } from "@/server/operations/process-facts";
import type { Runtime } from "@/server/runtime";

type Instance = NonNullable<OperationsView["instance"]>;

/** Of the whole install: its processes, its database and its other work. */
export async function readInstance(
  runtime: Pick<Runtime, "database" | "clock" | "env">,
  { scheduler, tick, publishers }: Pulse,
): Promise<Instance> {
  const { db, kind } = runtime.database;
  return {
    processes: [
      ...(tick ? [toProcess(tick, "tick", scheduler !== "stale")] : []),
      ...publishers.map((beat) => toProcess(beat, "publisher", isPublisherFresh(runtime, beat))),
    ],
    database: { kind, bytes: await readDatabaseBytes(db) },
    jobs: await readJobs(db),
  };
}

function toProcess(beat: Beat, role: ProcessView["role"], fresh: boolean): ProcessView {
  const facts = ProcessFacts.parse(beat.detail ?? {});
  const id = role === "tick" ? beat.name : beat.name.slice(PUBLISHER.length);
  return { ...facts, id, role, fresh, beatAt: beat.beatAt.toISOString() };
}

export async function readDatabaseBytes(db: Reader): Promise<number> {
  const { rows } = await db.execute<{ bytes: string | number }>(
    sql`select pg_database_size(current_database()) as bytes`,
  );
  return Number(rows[0]?.bytes ?? 0);
}

interface JobRow extends Record<string, unknown> {
  queue: string;
  waiting: number;
  active: number;
  failed: number;
}

/** Work beside publishing; the engine keeps what is over for a day. */
export async function readJobs(db: Reader): Promise<Instance["jobs"]> {
  const { rows: found } = await db.execute<{ there: boolean }>(
    sql`select to_regclass('pgboss.job') is not null as there`,
  );
  if (!found[0]?.there) return [];
  const { rows } = await db.execute<JobRow>(sql`
    select name as queue, count(*) filter (where state < 'active')::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'failed')::int as failed
    from pgboss.job where state <= 'active' or state = 'failed'
    group by name order by name`);
  return rows;
}
