import { randomBytes } from "node:crypto";
import pg from "pg";

export interface OwnDatabase {
  url: string;
  /** Some of its connections break, as when a network does. */
  cutConnections(share: number): Promise<void>;
  drop(): Promise<void>;
}

/** An empty database for several processes together, on the PostgreSQL of TEST_DATABASE_URL. */
export async function createOwnDatabase(): Promise<OwnDatabase> {
  const admin = process.env.TEST_DATABASE_URL;
  if (!admin) throw new Error("TEST_DATABASE_URL must name a PostgreSQL to make databases on.");
  const ask = async (statement: string, values: unknown[] = []) => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    try {
      await client.query(statement, values);
    } finally {
      await client.end();
    }
  };
  const name = `own_${randomBytes(6).toString("hex")}`;
  await ask(`create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    cutConnections: (share) =>
      ask(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = $1 and random() < $2`,
        [name, share],
      ),
    drop: () => ask(`drop database if exists ${name} with (force)`),
  };
}
