import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";

/** One running server with its own data, killed and started again at will. */
export interface Product {
  url: string;
  dataDir: string;
  env: NodeJS.ProcessEnv;
  start(): Promise<void>;
  /** As a power cut would: no warning, no clean-up. */
  kill(): Promise<void>;
  /** As an operator would: what is under way is finished first. Answers the exit code. */
  stop(): Promise<number | null>;
  /** Moves the product's and the sandbox's clock forward, and tells what it shows then. */
  advance(ms: number): Promise<{ now: string }>;
  output(): string;
  close(): Promise<void>;
}

const bootTimeoutMs = 60_000;
const bundled = path.resolve(
  `node_modules/node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}/bin/node`,
);
const nodeBinary = existsSync(bundled) ? bundled : process.execPath;

export async function createProduct(overrides: Record<string, string> = {}): Promise<Product> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "bandwagon-e2e-"));
  const database = await createDatabase();
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    PORT: String(port),
    APP_URL: url,
    DATA_DIR: dataDir,
    SANDBOX: "on",
    TEST_CLOCK: "on",
    LOG_LEVEL: "warn",
    EGRESS_ALLOW: "127.0.0.1",
    OAUTH_CRYPTO_KEY: randomBytes(32).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    INTERNAL_TOKEN: "internal-token-for-the-e2e-run",
    INGEST_SECRET: "ingest-secret-for-the-e2e-run",
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...overrides,
  };
  let child: ChildProcess | null = null;
  let output = "";
  const product: Product = {
    url,
    dataDir,
    env,
    async start() {
      const started = spawn(nodeBinary, ["--liftoff-only", "dist/main.mjs"], {
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      for (const stream of [started.stdout, started.stderr]) {
        stream.on("data", (chunk: Buffer) => {
          output += chunk.toString();
        });
      }
      await waitUntilReady(url, started, () => output);
    },
    async kill() {
      await end(child, "SIGKILL");
    },
    stop: () => end(child, "SIGTERM"),
    async advance(ms) {
      const response = await fetch(`${url}/api/test-clock`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ advanceMs: ms }),
      });
      if (!response.ok) throw new Error(`The clock did not move: ${response.status}`);
      return (await response.json()) as { now: string };
    },
    output: () => output,
    async close() {
      await end(child, "SIGTERM");
      await database?.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return product;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** A database of its own on the PostgreSQL of the test run; none on PGlite. */
async function createDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const admin = process.env.TEST_DATABASE === "pg" ? process.env.TEST_DATABASE_URL : undefined;
  if (!admin) return null;
  const name = `e2e_${randomBytes(6).toString("hex")}`;
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  await run(`create database ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return { url: url.toString(), drop: () => run(`drop database if exists ${name} with (force)`) };
}

async function waitUntilReady(
  url: string,
  child: ChildProcess,
  output: () => string,
): Promise<void> {
  const deadline = Date.now() + bootTimeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`The server ended while starting:\n${output()}`);
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`The server was not ready in ${bootTimeoutMs} ms:\n${output()}`);
}

async function end(child: ChildProcess | null, signal: NodeJS.Signals): Promise<number | null> {
  if (!child || child.exitCode !== null || child.signalCode !== null) {
    return child?.exitCode ?? null;
  }
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code));
    child.kill(signal);
  });
}
