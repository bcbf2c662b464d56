import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Assume, ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from "drizzle-orm/pg-core";
import { lockDirectory } from "@/server/db/directory-lock";

type NoSchema = Record<string, never>;
interface Answer<Row> {
  rows: Row[];
}
/** What all three drivers answer to raw SQL. */
interface Rows extends PgQueryResultHKT {
  type: Answer<Assume<this["row"], Record<string, unknown>>>;
}
export type Tx = PgTransaction<Rows, NoSchema, ExtractTablesWithRelations<NoSchema>>;
export type Db = PgDatabase<Rows, NoSchema>;
/** For reads that run in a transaction or outside one. */
export type Reader = Db | Tx;

export interface Database {
  kind: "pglite" | "pg" | "neon";
  db: Db;
  migrate(folder: string): Promise<void>;
  /** LISTEN on a connection of its own; the returned function stops it. */
  listen(
    channel: string,
    onPayload: (payload: string) => void,
    onReconnect?: () => void,
  ): Promise<() => Promise<void>>;
  /** One statement, for engines that bring their own SQL. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string | undefined;
  directUrl?: string | undefined;
  driver?: "pg" | "neon" | undefined;
  poolSize: number;
  dataDir: string;
}

const isNeonHost = (url: string) => new URL(url).hostname.endsWith(".neon.tech");

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (!options.url) return openEmbedded(options.dataDir);
  const driver = options.driver ?? (isNeonHost(options.url) ? "neon" : "pg");
  const { openServer } = await import("@/server/db/server-database");
  return openServer(driver, options.url, options.directUrl ?? options.url, options.poolSize);
}

async function openEmbedded(dataDir: string): Promise<Database> {
  const directory = path.join(dataDir, "db");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  // Two processes on one directory corrupt it without any error, so the lock comes first.
  const unlock = await lockDirectory(directory);
  const { createCluster } = await import("@/server/db/create-cluster");
  await createCluster(directory);
  const { openPglite } = await import("@/server/db/pglite-database");
  const database = await openPglite({ directory });
  return {
    ...database,
    async close() {
      await database.close();
      await unlock();
    },
  };
}
