import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import type { Database } from "@/server/db/client";
import { openPglite } from "@/server/db/pglite-database";
import { openServer } from "@/server/db/server-database";

const migrations = path.resolve("drizzle");

/** A migrated database of its own, on the engine that TEST_DATABASE names (pglite, pg or neon). */
export async function openTestDatabase(): Promise<Database> {
  const engine = process.env.TEST_DATABASE ?? "pglite";
  return engine === "pglite" ? openFromSnapshot() : openOnServer(engine === "neon" ? "neon" : "pg");
}

/** Migrating takes longer than loading a dump, so each worker loads what the first one made. */
async function openFromSnapshot(): Promise<Database> {
  const journal = readFileSync(path.join(migrations, "meta/_journal.json"));
  const file = path.join(
    os.tmpdir(),
    `bandwagon-snapshot-${createHash("sha256").update(journal).digest("hex").slice(0, 16)}.tgz`,
  );
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
  const name = `t_${randomBytes(8).toString("hex")}`;
  await runAsAdmin(admin, `create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  const database = await openServer(driver, url.toString(), url.toString(), 10);
  await database.migrate(migrations);
  return {
    ...database,
    async close() {
      await database.close();
      await runAsAdmin(admin, `drop database if exists ${name} with (force)`);
    },
  };
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
