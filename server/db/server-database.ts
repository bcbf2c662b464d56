import { Pool as NeonPool } from "@neondatabase/serverless";
import { drizzle as drizzleNeon } from "drizzle-orm/neon-serverless";
import { migrate as migrateNeon } from "drizzle-orm/neon-serverless/migrator";
import { drizzle as drizzlePg } from "drizzle-orm/node-postgres";
import { migrate as migratePg } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Database, Db } from "@/server/db/client";
import { listenOn } from "@/server/db/listen-connection";
import { RANDOM_PAGE_COST } from "@/server/db/planner";
import { prepareMarked } from "@/server/db/prepared";

/** Statements of ours are short; one that takes longer than this is a mistake or a lock. */
const statementTimeoutMs = 30_000;

export async function openServer(
  driver: "pg" | "neon",
  url: string,
  directUrl: string,
  poolSize: number,
): Promise<Database> {
  const settings = {
    connectionString: url,
    max: poolSize,
    onConnect: async (client: { query(text: string): Promise<unknown> }) => {
      await client.query(`set random_page_cost = ${RANDOM_PAGE_COST}`);
    },
  };
  const pool: pg.Pool =
    driver === "neon"
      ? (new NeonPool(settings) as unknown as pg.Pool)
      : new pg.Pool({ ...settings, statement_timeout: statementTimeoutMs });
  // An idle connection that breaks must not end the process; the next query opens a new one.
  pool.on("error", () => {});
  // One that breaks between two statements of a transaction fails the next of them, which is enough.
  pool.on("connect", (client) => client.on("error", () => {}));
  // A pooler may send each statement to another connection, which would not know its name.
  if (driver === "pg" && directUrl === url) pool.on("connect", prepareMarked);
  const db = driver === "neon" ? drizzleNeon(pool as unknown as NeonPool) : drizzlePg(pool);
  return {
    kind: driver,
    db: db as unknown as Db,
    migrate: (folder) =>
      driver === "neon"
        ? migrateNeon(db as ReturnType<typeof drizzleNeon>, { migrationsFolder: folder })
        : migratePg(db as ReturnType<typeof drizzlePg>, { migrationsFolder: folder }),
    listen: (channel, onPayload, onReconnect) =>
      listenOn(driver, directUrl, channel, onPayload, onReconnect),
    executeSql: async (text, values) => {
      const result = await pool.query(text, values);
      return { rows: (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [] };
    },
    close: () => pool.end(),
  };
}
