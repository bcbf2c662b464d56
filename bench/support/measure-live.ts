import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { hashToken } from "@/server/crypto/tokens";
import { apiTokens } from "@/server/db/schema/users";
import { SESSION_COOKIE } from "@/server/http/session-token";
import { addPublishedPost } from "@/server/testing/published-post";
import { addAccount, addCampaign, createWorld, type World } from "@/server/testing/world";
import { type Heard, type Order, SIDES, type Side } from "./live-protocol";
import { percentile } from "./percentile";
import { printFigure, say } from "./print-figure";

const CAMPAIGNS = 60;
const SOCKETS = 500;
const SECRET = "bench-secret-of-at-least-32-characters";
const ROUNDS = 3;
const SECONDS = 10;
const WARM_UP_SECONDS = 3;

interface Target {
  /** A system of its own, so that none asks more often than a token may. */
  token: string;
  campaignId: string;
  postId: string;
  sent: number;
}

interface Bench {
  server: ChildProcess;
  listeners: ChildProcess;
  port: number;
  barePort: number;
  cookie: string;
  targets: Target[];
}

export async function measureLive(): Promise<void> {
  process.env.TEST_DATABASE = "pg";
  const world = await createWorld();
  const bench = await openBench(world);
  try {
    for (const rate of [30, 60]) await measureRate(bench, rate);
  } finally {
    bench.server.kill("SIGKILL");
    bench.listeners.kill("SIGKILL");
    await world.close();
  }
}

async function openBench(world: World): Promise<Bench> {
  const account = await addAccount(world, { sandbox: false });
  const targets: Target[] = [];
  for (let i = 0; i < CAMPAIGNS; i++) {
    const campaign = await addCampaign(world, { name: `Campaign ${i}` });
    const values = { accountId: account.id, campaignId: campaign.id };
    const post = await addPublishedPost(world, values);
    const token = randomBytes(24).toString("hex");
    targets.push({ token, campaignId: campaign.id, postId: post.id, sent: 0 });
  }
  const { workspaceId, userId } = world;
  await world.runtime.database.db.insert(apiTokens).values(
    targets.map(({ token }, i) => ({
      ...{ workspaceId, name: `Bench ${i}`, prefix: `bench${i}`, tokenHash: hashToken(token) },
      scopes: ["analytics:write"],
    })),
  );
  const sealed = await encode({ token: { userId, workspaceId, version: 1 }, secret: SECRET });
  const server = startPart("serve", await toVariables(world));
  const [ports] = (await once(server, "message")) as [{ port: number; barePort: number }];
  const listeners = startPart("listen", {});
  return { server, listeners, ...ports, cookie: `${SESSION_COOKIE}=${sealed}`, targets };
}

async function toVariables(world: World): Promise<Record<string, string>> {
  const { rows } = await world.runtime.database.executeSql("select current_database() as name");
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${rows[0]?.name}`;
  return {
    ...{ DATABASE_URL: url.href, DATABASE_DRIVER: "pg", APP_URL: "http://127.0.0.1:3000" },
    ...{ SANDBOX: "off", LOG_LEVEL: "warn", NEXTAUTH_SECRET: SECRET },
    OAUTH_CRYPTO_KEY: Buffer.alloc(32, 7).toString("base64"),
    INTERNAL_TOKEN: "internal-token-for-benches",
    INGEST_SECRET: "ingest-secret-for-benches",
  };
}

function startPart(part: "serve" | "listen", variables: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/live.ts", part], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  return child;
}

async function ask<T>(part: ChildProcess, order: Order): Promise<T> {
  const answer = once(part, "message");
  part.send(order);
  return (await answer)[0] as T;
}

/** Both sides in turns, so that what else the machine does at a time is no side's fault. */
async function measureRate(bench: Bench, rate: number): Promise<void> {
  const taken: Record<Side, number[]> = { ws: [], product: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const side of SIDES) taken[side].push(...(await measureSide(bench, side, rate)));
  }
  const { ws, product } = taken;
  for (const [name, share] of [
    ["p50", 0.5],
    ["p99", 0.99],
  ] as const) {
    printFigure({
      name: `live.${name}.${rate}`,
      value: rounded(percentile(product, share)),
      unit: "ms",
      baseline: rounded(percentile(ws, share)),
    });
  }
  say(`live: ${product.length} and ${ws.length} messages at ${rate} ingests a second`);
}

const rounded = (ms: number): number => Number(ms.toFixed(2));

async function measureSide(bench: Bench, side: Side, rate: number): Promise<number[]> {
  const { server, listeners, port, barePort, cookie, targets } = bench;
  const campaignIds = targets.map(({ campaignId }) => campaignId);
  await ask(listeners, {
    ...{ kind: "connect", side, port, barePort, cookie, campaignIds, sockets: SOCKETS },
  });
  await send(bench, rate, WARM_UP_SECONDS);
  await sleep(500);
  await ask(listeners, { kind: "collect" });
  await ask(server, { kind: "collect" });
  await send(bench, rate, SECONDS);
  await sleep(500);
  const heard = await ask<Heard[]>(listeners, { kind: "collect" });
  const commits = await ask<Heard[]>(server, { kind: "collect" });
  const at = new Map(commits.map(([campaign, nth, ms]) => [`${campaign} ${nth}`, ms]));
  const perCampaign = SOCKETS / CAMPAIGNS;
  if (heard.length < commits.length * Math.floor(perCampaign))
    throw new Error(`${heard.length} messages for ${commits.length} commits were heard.`);
  return heard.map(([campaign, nth, ms]) => ms - (at.get(`${campaign} ${nth}`) ?? Number.NaN));
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });

/** So many ingests a second, evenly, one campaign after the other. */
async function send(bench: Bench, rate: number, seconds: number): Promise<void> {
  const started = performance.now();
  const answers: Promise<void>[] = [];
  for (let i = 0; i < rate * seconds; i++) {
    const waitMs = started + (i * 1000) / rate - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const target = bench.targets[i % bench.targets.length];
    if (target) answers.push(ingest(bench, target));
  }
  await Promise.all(answers);
}

function ingest({ port }: Bench, target: Target): Promise<void> {
  const nth = ++target.sent;
  const { postId, campaignId, token } = target;
  const observedAt = new Date().toISOString();
  const body = JSON.stringify({ items: [{ postId, metrics: { conversions: nth }, observedAt }] });
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: "127.0.0.1", port, path: "/api/analytics/ingest", method: "POST", agent },
      (response) => {
        response.resume();
        response.once("end", () => {
          if (response.statusCode === 200) resolve();
          else reject(new Error(`An ingest was answered ${response.statusCode}.`));
        });
      },
    );
    request.once("error", reject);
    request.setHeader("authorization", `Bearer ${token}`);
    request.setHeader("content-type", "application/json");
    request.setHeader("x-campaign", campaignId);
    request.setHeader("x-nth", String(nth));
    request.end(body);
  });
}
