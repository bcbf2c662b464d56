import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import pg from "pg";
import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { serveSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import { createSandbox, type Sandbox } from "@/server/sandbox/create-sandbox";
import { judge } from "./judge";
import { seed } from "./seed";
import { createSharedClock, type Tempo } from "./shared-clock";

const { values: options } = parseArgs({
  options: {
    posts: { type: "string", default: "300" },
    kills: { type: "string", default: "6" },
    processes: { type: "string", default: "3" },
    seconds: { type: "string", default: "20" },
    speed: { type: "string", default: "30" },
    seed: { type: "string", default: "1" },
  },
});
const POSTS = Number(options.posts);
const KILLS = Number(options.kills);
const SECONDS = Number(options.seconds);
const APP_URL = "http://127.0.0.1:4000";
// Twenty minutes later clocks in Berlin go from two to three.
const START = Date.parse("2026-03-29T00:40:00Z");
const SETTLE_WITHIN_MS = 15 * 60_000;

const say = (text: string) => process.stderr.write(`${text}\n`);
let state = Number(options.seed);
/** The same for the same seed; what the processes do with it is not. */
function random(): number {
  state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
  return state / 2 ** 32;
}
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;

const url = process.env.TEST_DATABASE_URL;
if (!url) throw new Error("Run it by npm run chaos.");
const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-chaos-"));
const tempo: Tempo = { realStart: Date.now(), start: START, speed: Number(options.speed) };
const clock = createSharedClock(tempo);

let sandbox: Sandbox | null = null;
const served = await serveSandbox(async (options) => {
  const redirectUris = { x: [`${APP_URL}/api/oauth/x/callback`] };
  sandbox = await createSandbox({ ...options, redirectUris });
  return sandbox;
}, clock.now);

const variables: Record<string, string> = {
  NODE_ENV: "test",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "fatal",
  DATA_DIR: folder,
  APP_URL,
  SANDBOX: "on",
  SANDBOX_URL: served.baseUrl,
  OAUTH_CRYPTO_KEY: randomBytes(32).toString("base64"),
  NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
  INTERNAL_TOKEN: randomBytes(32).toString("hex"),
  INGEST_SECRET: randomBytes(32).toString("hex"),
  EGRESS_ALLOW: "127.0.0.1",
  CLOCK_SPEED: options.speed,
  DATABASE_URL: url,
  DATABASE_DRIVER: "pg",
};

async function openRuntime(): Promise<Runtime> {
  const runtime = await createRuntime(readEnv(variables));
  return { ...runtime, clock, sandbox } as Runtime;
}

async function close(runtime: Runtime): Promise<void> {
  await runtime.relay.close();
  await runtime.jobs.stop();
  await runtime.database.close();
}

function startWorker(): ChildProcess {
  const env = { ...process.env, ...variables, CHAOS_TEMPO: JSON.stringify(tempo) };
  const worker = spawn(process.execPath, ["dist/chaos-worker.mjs"], {
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  worker.on("message", (told: { open: number }) => {
    open = told.open;
  });
  // A publisher that ends by itself is a finding, and others go on as in production.
  worker.on("exit", (code) => {
    if (code === null || isOver) return;
    crashes++;
    workers[workers.indexOf(worker)] = startWorker();
  });
  return worker;
}

const FAULTS = [
  { kind: "rate_limit", retryAfterMs: 5_000 },
  { kind: "rate_limit", retryAfterMs: null },
  { kind: "server_error" },
  { kind: "error_after_accept" },
  { kind: "timeout_after_accept", holdMs: 300 },
  { kind: "timeout_before_accept", holdMs: 300 },
  { kind: "malformed_answer" },
  { kind: "answer_without_id" },
  { kind: "latency", latencyMs: 200 },
] as const;

async function cutConnections(): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and datname = current_database() and random() < 0.3`,
  );
  await client.end();
}

const processes = Number(options.processes);
const workers: ChildProcess[] = [];
let kills = 0;
let crashes = 0;
let isOver = false;
/** Posts that are due and not settled, as a worker last counted them. */
let open = Number.POSITIVE_INFINITY;

async function keepKilling(): Promise<void> {
  while (kills < KILLS && !isOver) {
    await sleep(((SECONDS * 1000) / KILLS) * (0.5 + random()));
    const at = Math.floor(random() * workers.length);
    const victim = workers[at];
    if (!victim) continue;
    const gone = once(victim, "exit");
    victim.kill("SIGKILL");
    await gone;
    kills++;
    workers[at] = startWorker();
    if (random() < 0.2) await cutConnections();
  }
}

async function keepFailing(): Promise<void> {
  const until = Date.now() + SECONDS * 1000;
  while (Date.now() < until && !isOver) {
    const fault = { ...pick(FAULTS), platform: pick(["x", "bluesky"]), scope: "publish", times: 1 };
    await served.addFault(fault);
    await sleep(20 + random() * ((SECONDS * 1000) / Math.max(POSTS / 8, 1)));
  }
}

const pump = setInterval(() => void sandbox?.pump().catch((error) => say(String(error))), 1000);
let runtime = await openRuntime();
const from = new Date(clock.now().getTime() + 60_000);
const overMs = SECONDS * 1000 * tempo.speed * 0.8;
const seeded = await seed(runtime, served, { count: POSTS, from, overMs });
await close(runtime);
say(`${POSTS} posts on ${seeded.accountIds.length} accounts, ${processes} processes`);
for (let i = 0; i < processes; i++) workers.push(startWorker());
await Promise.all([keepKilling(), keepFailing()]);
say(`${kills} kills; waiting until all is settled`);
open = Number.POSITIVE_INFINITY;
const settleBy = Date.now() + SETTLE_WITHIN_MS;
while (open > 0 && Date.now() < settleBy) await sleep(1000);
isOver = true;
for (const worker of workers) worker.kill("SIGTERM");
await Promise.all(workers.map((worker) => worker.exitCode ?? once(worker, "exit")));
runtime = await openRuntime();
const verdict = await judge(runtime, (sandbox as Sandbox | null)?.ledger() ?? []);
process.stdout.write(`${JSON.stringify({ kills, crashes, ...verdict })}\n`);
await close(runtime);
clearInterval(pump);
await served.close();
rmSync(folder, { recursive: true, force: true });
process.exitCode = verdict.duplicates + verdict.lost + verdict.unproved + crashes > 0 ? 1 : 0;
process.exit();
