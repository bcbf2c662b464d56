import { createHash, randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import type { Database } from "@/server/db/client";
import { openPglite } from "@/server/db/pglite-database";
import { openServer } from "@/server/db/server-database";

const migrations = path.resolve("drizzle");

// Benchmarks open these databases too, with no runner around them.
const isTestRun = process.env.VITEST !== undefined;
const idle: Database[] = [];

/**
 * A migrated, empty database on the engine that TEST_DATABASE names (pglite, pg or neon). Closing it
 * empties it for the file's next test: that is many times quicker than starting another one.
 */
export async function openTestDatabase(): Promise<Database> {
  const engine = process.env.TEST_DATABASE ?? "pglite";
  const database = idle.pop() ?? (await openNew(engine));
  return {
    ...database,
    async close() {
      if (!isTestRun) return database.close();
      await database.executeSql(emptyAllTables);
      idle.push(database);
    },
  };
}

const openNew = (engine: string) =>
  engine === "pglite" ? openFromSnapshot() : openOnServer(engine === "neon" ? "neon" : "pg");

// Not `truncate`, which makes new files for every table and index: these hold a few rows each.
const emptyAllTables = `do $$ declare item record; begin
  perform set_config('session_replication_role', 'replica', true);
  for item in select tablename from pg_tables where schemaname = 'public' loop
    execute format('delete from public.%I', item.tablename);
  end loop;
end $$`;

if (isTestRun) {
  const { afterAll } = await import("vitest");
  afterAll(async () => {
    for (const database of idle.splice(0)) await database.close();
  });
}

/** Migrating takes longer than loading a dump, so each worker loads what the first one made. */
async function openFromSnapshot(): Promise<Database> {
  const file = path.join(os.tmpdir(), `bandwagon-snapshot-${migrationsHash()}.tgz`);
  if (!existsSync(file)) {
    const fresh = await openPglite({});
    await fresh.migrate(migrations);
    const dump = await fresh.lite.dumpDataDir("none");
    await fresh.close();
    const partial = `${file}.${randomBytes(4).toString("hex")}`;
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(partial, Buffer.from(await dump.arrayBuffer()));
    renameSync(partial, file);
  }
  return openPglite({ snapshot: new Blob([readFileSync(file)]) });
}

async function openOnServer(driver: "pg" | "neon"): Promise<Database> {
  const admin = process.env.TEST_DATABASE_URL;
  if (!admin)
    throw new Error(
      "TEST_DATABASE_URL must name a PostgreSQL on which tests may create databases.",
    );
  if (driver === "neon") {
    const proxy = process.env.TEST_NEON_PROXY;
    if (!proxy)
      throw new Error("TEST_NEON_PROXY must name the WebSocket proxy, as 127.0.0.1:5433.");
    neonConfig.wsProxy = () => `${proxy}/v1`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineConnect = false;
    neonConfig.pipelineTLS = false;
  }
  template ??= ensureTemplate(admin);
  const name = `t_${randomBytes(8).toString("hex")}`;
  await runAsAdmin(admin, `create database ${name} template ${await template}`);
  const url = urlOf(admin, name);
  const database = await openServer(driver, url, url, 10);
  return {
    ...database,
    async close() {
      await database.close();
      await runAsAdmin(admin, `drop database if exists ${name} with (force)`);
    },
  };
}

let template: Promise<string> | null = null;

/** Migrating takes longer than copying: the first worker of a run migrates one database for all. */
async function ensureTemplate(admin: string): Promise<string> {
  const name = `template_${migrationsHash()}`;
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('bandwagon test template'))");
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rowCount) return name;
    const partial = `${name}_${randomBytes(4).toString("hex")}`;
    await client.query(`create database ${partial}`);
    const url = urlOf(admin, partial);
    const database = await openServer("pg", url, url, 2);
    await database.migrate(migrations);
    await database.close();
    await client.query(`alter database ${partial} rename to ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

/** Changes with any migration. */
function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(migrations).sort()) {
    if (file.endsWith(".sql")) hash.update(readFileSync(path.join(migrations, file)));
  }
  return hash.digest("hex").slice(0, 16);
}

function urlOf(admin: string, name: string): string {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.toString();
}

async function runAsAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
