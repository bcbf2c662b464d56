import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRuntime } from "@/server/create-runtime";
import { posts } from "@/server/db/schema/posts";
import { readEnv } from "@/server/env";
import type { Runtime } from "@/server/runtime";
import { type CrowdAccount, connectCrowd } from "@/server/testing/crowd";
import { createOwnDatabase } from "@/server/testing/own-database";
import { tellSandboxApps } from "@/server/testing/tell-sandbox-apps";
import { percentile } from "./percentile";
import { printFigure, say } from "./print-figure";
import { startProduct } from "./product-process";
import { sendBare } from "./send-bare";
import { openSlowSandbox } from "./slow-sandbox";

const APP_URL = "http://127.0.0.1:4000";
const POSTS = 1000;
const ACCOUNTS = 100;
const LATENCY_MS = [50, 150] as const;
// The process has long started when they come due.
const DUE_IN_MS = 20_000;
const HOUR_MS = 3_600_000;

/** A thousand posts of a hundred accounts are due at one instant, on platforms that take their time. */
export async function measureLateness(): Promise<void> {
  const { served, sandbox, slowDown } = await openSlowSandbox({ x: ACCOUNTS }, APP_URL);
  const database = process.env.TEST_DATABASE_URL ? await createOwnDatabase() : null;
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-due-"));
  tellSandboxApps(folder, served.baseUrl, sandbox);
  const variables = toVariables(folder, served.baseUrl, database?.url ?? "");
  const open = () => createRuntime(readEnv(variables));
  say(`due1000: on ${database ? "PostgreSQL" : "PGlite"}`);
  const seeding = await open();
  const accounts = await connectCrowd(seeding, served, { x: ACCOUNTS });
  slowDown(...LATENCY_MS);
  const perAccount = POSTS / ACCOUNTS;
  const ids = accounts.map(({ id }) => id);
  const bare = await sendBare(seeding, ids, perAccount);
  const dueAt = new Date(Math.ceil((Date.now() + DUE_IN_MS) / 1000) * 1000);
  await planAll(seeding, accounts, dueAt);
  await close(seeding);

  const product = startProduct(variables, dueAt);
  await product.ready;
  if (Date.now() > dueAt.getTime()) throw new Error("The product was not up in time.");
  await product.settled;
  await product.stop();
  const reading = await open();
  const late = await readLateness(reading);
  await close(reading);
  await served.close();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
  print("p50_lateness", percentile(late, 0.5), percentile(bare, 0.5));
  print("p99_lateness", percentile(late, 0.99), percentile(bare, 0.99));
  print("total", Math.max(...late), Math.max(...bare));
}

const rounded = (seconds: number): number => Number(seconds.toFixed(3));

function print(name: string, value: number, baseline: number): void {
  printFigure({
    name: `due1000.${name}`,
    value: rounded(value),
    unit: "s",
    baseline: rounded(baseline),
  });
}

const toVariables = (folder: string, sandboxUrl: string, databaseUrl: string) => ({
  NODE_ENV: "test",
  LOG_LEVEL: "error",
  DATA_DIR: folder,
  APP_URL,
  SANDBOX: "on",
  SANDBOX_URL: sandboxUrl,
  OAUTH_CRYPTO_KEY: randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
  INTERNAL_TOKEN: randomBytes(32).toString("hex"),
  INGEST_SECRET: randomBytes(32).toString("hex"),
  EGRESS_ALLOW: "127.0.0.1",
  DATABASE_URL: databaseUrl,
  DATABASE_DRIVER: databaseUrl ? "pg" : "",
});

async function planAll(
  { database: { db } }: Runtime,
  accounts: readonly CrowdAccount[],
  dueAt: Date,
): Promise<void> {
  for (const account of accounts) {
    await db.insert(posts).values(
      Array.from({ length: POSTS / ACCOUNTS }, (_, i) => ({
        workspaceId: account.ctx.workspaceId,
        accountId: account.id,
        platform: account.platform,
        ...{ slotAt: dueAt, dueAt, nextAt: dueAt },
        deadlineAt: new Date(dueAt.getTime() + HOUR_MS),
        status: "queued" as const,
        idempotencyKey: `due:${account.id}:${i}`,
        content: { format: null, title: null, text: `Note ${i}`, media: [], options: {} },
        contentHash: `due:${i}`,
      })),
    );
  }
}

/** Seconds from its time until it was out, of each. */
async function readLateness({ database }: Runtime): Promise<number[]> {
  const rows = await database.db.select().from(posts);
  return rows.map(({ status, dueAt, publishedAt }) => {
    if (status !== "published" || !publishedAt) throw new Error(`A post is ${status}.`);
    return (publishedAt.getTime() - dueAt.getTime()) / 1000;
  });
}

async function close(runtime: Runtime): Promise<void> {
  await runtime.relay.close();
  await runtime.jobs.stop();
  await runtime.database.close();
}
