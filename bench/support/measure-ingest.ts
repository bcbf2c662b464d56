import { randomBytes } from "node:crypto";
import pg from "pg";
import type { IngestItem } from "@/lib/contracts/ingest";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { hashToken } from "@/server/crypto/tokens";
import { apiTokens } from "@/server/db/schema/users";
import { uuidv7 } from "@/server/db/uuid";
import { createWorld, type World } from "@/server/testing/world";
import { copyRows } from "./copy-rows";
import { BATCH_ROWS, createSender, type Sender, toCopyText } from "./ingest-rows";
import { printFigure, say } from "./print-figure";
import { recordSql, replaySql } from "./record-sql";
import { seedSentPosts } from "./seed-sent-posts";
import { type IngestServer, startIngestServer } from "./start-ingest-server";

const SENDERS = 4;
const DAY_MS = 86_400_000;

export interface IngestShape {
  posts: number;
  campaigns: number;
  /** Observations of each post in a batch. */
  perPost: number;
}

interface Bench {
  world: World;
  url: string;
  server: IngestServer;
  senders: Sender[];
  tokens: string[];
}

/** A seeded database with a server on it; every sender has sent all its posts once. */
async function openBench({ posts: count, campaigns, perPost }: IngestShape): Promise<Bench> {
  process.env.TEST_DATABASE = "pg";
  const world = await createWorld();
  const posts = await seedSentPosts(world, { campaigns, posts: count });
  const fromMs = Date.now() - 20 * DAY_MS;
  const senders = Array.from({ length: SENDERS }, (_, nth) => {
    const own = posts.filter((_, i) => i % SENDERS === nth);
    return createSender(`s${nth}`, own, { perPost, fromMs });
  });
  const tokens = Array.from({ length: SENDERS }, () => randomBytes(24).toString("hex"));
  await world.runtime.database.db.insert(apiTokens).values(
    tokens.map((token, i) => ({
      ...{ workspaceId: world.workspaceId, name: `Sender ${i}`, prefix: `s${i}` },
      ...{ tokenHash: hashToken(token), scopes: ["analytics:write"] },
    })),
  );
  const url = await nameDatabase(world);
  const server = await startIngestServer(url);
  const bench = { world, url, server, senders, tokens };
  const round = (perPost * count) / (SENDERS * BATCH_ROWS);
  await send(bench, take(bench, Math.max(2, round)));
  await world.runtime.database.executeSql("vacuum analyze");
  return bench;
}

async function closeBench({ world, server }: Bench): Promise<void> {
  await server.stop();
  await world.close();
}

async function nameDatabase(world: World): Promise<string> {
  const { rows } = await world.runtime.database.executeSql("select current_database() as name");
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${rows[0]?.name}`;
  return url.toString();
}

/** The next so many batches of each sender. */
const take = ({ senders }: Bench, batches: number): IngestItem[][][] =>
  senders.map((sender) => Array.from({ length: batches }, () => sender.next()));

/** Seconds until all is counted: each sender sends one batch after another, all of them at once. */
async function send({ server, tokens }: Bench, batches: IngestItem[][][]): Promise<number> {
  const bodies = batches.map((own) => own.map((items) => Buffer.from(JSON.stringify({ items }))));
  const started = performance.now();
  await Promise.all(
    bodies.map(async (own, nth) => {
      for (const body of own) await sendOne(server.url, tokens[nth] ?? "", body);
    }),
  );
  return (performance.now() - started) / 1000;
}

async function sendOne(url: string, token: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const response = await fetch(`${url}?results=uncounted`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": uuidv7(),
    },
    body,
  });
  const answer = (await response.json()) as { counted?: number };
  if (answer.counted !== BATCH_ROWS) {
    throw new Error(`${answer.counted} of ${BATCH_ROWS}: ${JSON.stringify(answer).slice(0, 500)}`);
  }
}

const countRows = (batches: IngestItem[][][]) => batches.flat(2).length;

/** Rows a second through HTTP and by COPY, round after round; the round in the middle is the figure. */
export async function measureRate(
  name: string,
  shape: IngestShape,
  { rounds, batches }: { rounds: number; batches: number },
): Promise<void> {
  const bench = await openBench(shape);
  try {
    const taken: { ours: number; copy: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      const sent = take(bench, batches);
      const rows = countRows(sent);
      const text = sent
        .flat()
        .map((items, i) => toCopyText(bench.world.workspaceId, items, i * BATCH_ROWS));
      const copy = rows / (await copyRows(bench.url, text));
      const ours = rows / (await send(bench, sent));
      taken.push({ ours, copy });
      say(
        `${name}: ${Math.round(ours)} rows/s, COPY ${Math.round(copy)} rows/s, ${(ours / copy).toFixed(3)}`,
      );
    }
    const sorted = taken.toSorted((a, b) => a.ours / a.copy - b.ours / b.copy);
    const { ours = Number.NaN, copy = Number.NaN } = sorted[Math.floor(rounds / 2)] ?? {};
    const figure = { value: Math.round(ours), unit: "rows/s" };
    printFigure({ name, ...figure, baseline: Math.round(copy) });
    await assertExact(bench);
  } finally {
    await closeBench(bench);
  }
}

/** Rows a second through HTTP beside the same statements sent by nothing but a client. */
export async function measureBesideSql(shape: IngestShape, batches: number): Promise<void> {
  const bench = await openBench(shape);
  const copy = `${new URL(bench.url).pathname.slice(1)}_sql`;
  try {
    // A database that somebody is connected to is not copied.
    await bench.server.stop();
    await cloneDatabase(bench, copy);
    bench.server = await startIngestServer(bench.url);
    const ctx = bench.world.ctx();
    ctx.now = () => new Date();
    const recorded = take(bench, batches);
    const statements = await recordSql(async () => {
      for (const items of recorded.flat()) await ingestMetrics(ctx, { items });
    });
    const cloned = new URL(bench.url);
    cloned.pathname = `/${copy}`;
    const sqlRate = countRows(recorded) / (await replaySql(cloned.toString(), statements));
    const sent = take(bench, batches);
    const rate = countRows(sent) / (await send(bench, sent));
    const figure = { value: Math.round(rate), unit: "rows/s" };
    printFigure({ name: "ingest.sql", ...figure, baseline: Math.round(sqlRate) });
  } finally {
    await closeBench(bench);
    await asAdmin(`drop database if exists ${copy} with (force)`);
  }
}

async function cloneDatabase({ url }: Bench, name: string): Promise<void> {
  const original = new URL(url).pathname.slice(1);
  // What idles in the pool of this process; it opens new connections afterwards.
  await asAdmin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${original}'`,
  );
  await asAdmin(`create database ${name} template ${original}`);
}

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** How much the server grows while very many rows pass through. */
export async function measureMemory(shape: IngestShape, rows: number): Promise<void> {
  const bench = await openBench(shape);
  try {
    const atOnce = 2;
    const passes = Math.ceil(rows / (SENDERS * BATCH_ROWS * atOnce));
    const readings: number[] = [];
    for (let pass = 0; pass < passes; pass++) {
      await send(bench, take(bench, atOnce));
      readings.push(await bench.server.readMemoryMb());
    }
    // The highest of a tenth: what one batch holds comes and goes.
    const tenth = Math.max(1, Math.floor(passes / 10));
    const first = Math.max(...readings.slice(0, tenth));
    const last = Math.max(...readings.slice(-tenth));
    say(
      `ingest.memory: ${readings.map(Math.round).join(" ")} MB after each ${atOnce * SENDERS} batches`,
    );
    const figure = { value: Number((last - first).toFixed(1)), unit: "MB" };
    printFigure({ name: "ingest.memory", ...figure, baseline: Math.round(first) });
    await assertExact(bench);
  } finally {
    await closeBench(bench);
  }
}

/** What was measured must be right: raw rows, totals and rollups tell the same. */
async function assertExact({ world }: Bench): Promise<void> {
  const sums = (from: string) =>
    `select sum(views) as v, sum(clicks) as c, sum(conversions) as n from ${from}`;
  const leaves = "rollup_quarters q join rollup_cells l on l.id = q.cell_id and l.kind = 'leaf'";
  const { rows } = await world.runtime.database.executeSql(
    `${sums("metrics")} union ${sums("post_counts")} union ${sums(leaves)}`,
  );
  if (rows.length !== 1) throw new Error("The totals are not the sums of the rows.");
}
