import { sql } from "drizzle-orm";
import pg from "pg";
import type { Database } from "@/server/db/client";

const JOBS = 2000;
const CONNECTIONS = 8;

/** Jobs a second of the plainest durable queue there is: claim one, mark it done, commit, again. */
export async function measureFloor(database: Database): Promise<number> {
  if (database.kind === "pglite") {
    return drainQueue(async (statement) => {
      const answer = (await database.db.execute(sql.raw(statement))) as unknown as {
        affectedRows?: number;
      };
      return answer.affectedRows ?? 0;
    }, 1);
  }
  const pool = new pg.Pool({ connectionString: process.env.TEST_DATABASE_URL, max: CONNECTIONS });
  try {
    return await drainQueue(
      async (statement) => (await pool.query(statement)).rowCount ?? 0,
      CONNECTIONS,
    );
  } finally {
    await pool.end();
  }
}

async function drainQueue(run: (statement: string) => Promise<number>, workers: number) {
  await run("create table floor (id serial primary key, status text not null default 'due')");
  await run("create index floor_due on floor (id) where status = 'due'");
  await run(`insert into floor (status) select 'due' from generate_series(1, ${JOBS})`);
  const take = `update floor set status = 'done' where id = (
    select id from floor where status = 'due' order by id limit 1 for update skip locked)`;
  const work = async () => {
    while ((await run(take)) > 0);
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: workers }, work));
  const seconds = (performance.now() - started) / 1000;
  await run("drop table floor");
  return JOBS / seconds;
}
