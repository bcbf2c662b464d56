import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { request } from "node:http";
import { sql } from "drizzle-orm";
import { hashToken } from "@/server/crypto/tokens";
import { apiTokens } from "@/server/db/schema/users";
import { createWorld, type World } from "@/server/testing/world";
import { copyOut } from "./copy-out";
import { printFigure, say } from "./print-figure";
import { seedSentPosts } from "./seed-sent-posts";

const POSTS = 8000;
const FIRST_BYTES = 5;

export async function measureCsv(rows: number): Promise<void> {
  process.env.TEST_DATABASE = "pg";
  const world = await createWorld();
  try {
    const token = await seed(world, rows);
    const url = await nameDatabase(world);
    const server = await startServer(url);
    try {
      // What is compiled and opened at the first use of all belongs to no file.
      await download(server.port, token, "from=2026-02-01T00:00:00Z&to=2026-02-01T06:00:00Z");
      await server.ask("begin");
      const whole = await download(server.port, token, "");
      const { beforeMb, peakMb } = await server.ask("end");
      if (whole.lines !== rows + 1) throw new Error(`${whole.lines} lines of ${rows + 1}`);
      const firsts: number[] = [];
      for (let i = 0; i < FIRST_BYTES; i++) {
        firsts.push((await download(server.port, token, "", { firstOnly: true })).firstByteMs);
      }
      const worst = Math.max(whole.firstByteMs, ...firsts);
      const seconds = await copyOut(url, COPY);
      say(
        `csv: ${rows} rows, ${Math.round(whole.bytes / 1e6)} MB in ${whole.seconds.toFixed(1)} s; memory ${beforeMb.toFixed(0)} MB before, ${peakMb.toFixed(0)} MB at most`,
      );
      printFigure({ name: "csv.memory", value: peakMb - beforeMb, unit: "MB", baseline: beforeMb });
      printFigure({
        name: "csv.first-byte",
        value: worst,
        unit: "ms",
        baseline: whole.seconds * 1000,
      });
      printFigure({
        ...{ name: "csv.rows", value: Math.round(rows / whole.seconds), unit: "rows/s" },
        baseline: Math.round(rows / seconds),
      });
    } finally {
      await server.stop();
    }
  } finally {
    await world.close();
  }
}

/** The same rows with the same names, as PostgreSQL itself writes them. */
const COPY = `copy (select m.observed_at, m.id, m.source, m.post_id, p.platform, a.handle, c.name,
  v.ordinal, v.label, m.views, m.likes, m.shares, m.comments, m.clicks, m.saves, m.conversions
  from metrics m join posts p on p.id = m.post_id join social_accounts a on a.id = p.account_id
  left join campaigns c on c.id = p.campaign_id left join variants v on v.id = p.variant_id
  order by m.observed_at, m.id) to stdout with (format csv, header)`;

/** A month of changes, spread over all posts; many of them share their moment. */
async function seed(world: World, rows: number): Promise<string> {
  await seedSentPosts(world, { campaigns: 40, posts: POSTS });
  const { db } = world.runtime.database;
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    await tx.execute(sql`
      insert into metrics (workspace_id, post_id, source, observed_at, views, likes, clicks)
      select p.workspace_id, p.id, 'pull',
        '2026-02-01T00:00:00Z'::timestamptz + make_interval(secs => n.n / 40 * 100),
        n.n % 90, n.n % 7, n.n % 3
      from generate_series(1, ${rows}::int) as n(n)
      join (select id, workspace_id, row_number() over (order by id) as nth from posts
        where workspace_id = ${world.workspaceId}::uuid) p
        on p.nth = n.n % ${POSTS}::int + 1`);
  });
  await world.runtime.database.executeSql("vacuum analyze");
  const token = randomBytes(24).toString("hex");
  await db.insert(apiTokens).values({
    ...{ workspaceId: world.workspaceId, name: "Reader", prefix: "r" },
    ...{ tokenHash: hashToken(token), scopes: ["analytics:read"] },
  });
  return token;
}

async function nameDatabase(world: World): Promise<string> {
  const { rows } = await world.runtime.database.executeSql("select current_database() as name");
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${rows[0]?.name}`;
  return url.toString();
}

interface Download {
  firstByteMs: number;
  seconds: number;
  lines: number;
  bytes: number;
}

const LINE_END = 0x0a;

function download(
  port: number,
  token: string,
  query: string,
  { firstOnly = false } = {},
): Promise<Download> {
  const started = performance.now();
  const took = () => performance.now() - started;
  const { promise, resolve, reject } = Promise.withResolvers<Download>();
  const file: Download = { firstByteMs: 0, seconds: 0, lines: 0, bytes: 0 };
  const call = request(
    { host: "127.0.0.1", port, path: `/?${query}`, headers: { authorization: `Bearer ${token}` } },
    (response) => {
      if (response.statusCode !== 200) reject(new Error(`answered ${response.statusCode}`));
      response.on("data", (piece: Buffer) => {
        file.firstByteMs ||= took();
        file.bytes += piece.length;
        for (let at = piece.indexOf(LINE_END); at >= 0; at = piece.indexOf(LINE_END, at + 1)) {
          file.lines += 1;
        }
        if (!firstOnly) return;
        resolve(file);
        call.destroy();
      });
      response.on("end", () => resolve({ ...file, seconds: took() / 1000 }));
    },
  );
  call.on("error", reject);
  call.end();
  return promise;
}

async function startServer(databaseUrl: string) {
  const args = ["--expose-gc", "--import", "tsx", "bench/csv.ts", "serve"];
  const child = spawn(process.execPath, args, {
    env: {
      ...process.env,
      ...{ DATABASE_URL: databaseUrl, APP_URL: "http://127.0.0.1:3000", SANDBOX: "off" },
      OAUTH_CRYPTO_KEY: Buffer.alloc(32, 7).toString("base64"),
      NEXTAUTH_SECRET: "bench-secret-of-at-least-32-characters",
      ...{ INTERNAL_TOKEN: "internal-token-for-benches", LOG_LEVEL: "warn" },
      INGEST_SECRET: "ingest-secret-for-benches",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const atExit = () => child.kill("SIGKILL");
  process.once("exit", atExit);
  const hear = async <T>(): Promise<T> => {
    const [told] = await once(child, "message");
    return told as T;
  };
  const { port } = await hear<{ port: number }>();
  return {
    port,
    ask(word: "begin" | "end") {
      child.send(word);
      return hear<{ beforeMb: number; peakMb: number }>();
    },
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      process.off("exit", atExit);
    },
  };
}
