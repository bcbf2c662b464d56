import { sql } from "drizzle-orm";
import pg from "pg";
import type { Database } from "@/server/db/client";

const JOBS = 2000;
const CONNECTIONS = 8;

interface Floors {
  /** Take one and mark it done at once, commit, again: nothing can be done for it in between. */
  oneCommit: number;
  /** Take one, commit, mark it done, commit: what is to happen to it once has its place in between. */
  twoCommits: number;
}

/** Jobs a second of the plainest durable queues there are. */
export async function measureFloors(database: Database): Promise<Floors> {
  if (database.kind === "pglite") {
    return drainBoth(async (statement) => {
      const { rows } = (await database.db.execute(sql.raw(statement))) as unknown as Answer;
      return rows[0]?.id;
    }, 1);
  }
  const pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: CONNECTIONS });
  try {
    const run: Run = async (statement) => (await pool.query<{ id: number }>(statement)).rows[0]?.id;
    return await drainBoth(run, CONNECTIONS);
  } finally {
    await pool.end();
  }
}

interface Answer {
  rows: { id: number }[];
}

/** Answers the job that the statement changed, if there was one. */
type Run = (statement: string) => Promise<number | undefined>;

async function drainBoth(run: Run, workers: number): Promise<Floors> {
  const take = (status: string) =>
    run(`update floor set status = '${status}' where id = (
    select id from floor where status = 'due' order by id limit 1 for update skip locked) returning id`);
  const oneCommit = await drainQueue(run, workers, () => take("done"));
  const twoCommits = await drainQueue(run, workers, async () => {
    const id = await take("taken");
    return id && run(`update floor set status = 'done' where id = ${id} returning id`);
  });
  return { oneCommit, twoCommits };
}

async function drainQueue(run: Run, workers: number, next: () => Promise<number | undefined>) {
  await run("create table floor (id serial primary key, status text not null default 'due')");
  await run("create index floor_due on floor (id) where status = 'due'");
  await run(`insert into floor (status) select 'due' from generate_series(1, ${JOBS})`);
  const work = async () => {
    while (await next());
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: workers }, work));
  const seconds = (performance.now() - started) / 1000;
  await run("drop table floor");
  return JOBS / seconds;
}
