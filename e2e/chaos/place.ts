import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { type ServedSandbox, serveSandbox } from "@/server/platforms/fixtures/serve-sandbox";
import type { Runtime } from "@/server/runtime";
import { createSandbox, type Sandbox } from "@/server/sandbox/create-sandbox";
import { withCrowd } from "@/server/testing/crowd";
import { createOwnDatabase } from "@/server/testing/own-database";
import { tellSandboxApps } from "@/server/testing/tell-sandbox-apps";
import { type Options, plannedMs } from "./options";
import { createSharedClock, type Tempo } from "./shared-clock";

const APP_URL = "http://127.0.0.1:4000";
// Clocks in Berlin go from two to three, when a third of the run is over.
const CHANGE = Date.parse("2026-03-29T01:00:00Z");
const BEFORE_CHANGE = 0.3;
// So long a platform remembers what it got: a repeat is refused at first, and then taken.
const REMEMBERED_MS = 2 * 60_000;

/** Where a run takes place: a database and a sandbox of its own, and the clock that all share. */
export interface Place {
  /** The environment of the product's processes. */
  variables: Record<string, string>;
  served: ServedSandbox;
  sandbox: Sandbox;
  /** What is done before a platform hears a request. */
  requests: { before: ((platform: string) => Promise<void>) | null };
  clock: Runtime["clock"];
  tempo: Tempo;
  openRuntime(): Promise<Runtime>;
  /** Some of the connections break, as when a network does. */
  cutConnections(share: number): Promise<void>;
  close(): Promise<void>;
}

export async function openPlace(options: Options): Promise<Place> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "bandwagon-chaos-"));
  const { speed } = options;
  const start = CHANGE - plannedMs(options) * speed * BEFORE_CHANGE;
  const tempo: Tempo = { realStart: Date.now(), start, speed };
  const clock = createSharedClock(tempo);
  const database = options.database === "postgres" ? await createOwnDatabase() : null;
  const requests: Place["requests"] = { before: null };
  const { served, sandbox } = await openSandbox(requests, options, clock.now);
  tellSandboxApps(folder, served.baseUrl, sandbox);
  const variables = {
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
    CLOCK_SPEED: String(speed),
    DATABASE_URL: database?.url ?? "",
    DATABASE_DRIVER: database ? "pg" : "",
  };
  return {
    ...{ variables, served, sandbox, requests, clock, tempo },
    openRuntime: async () => ({ ...(await createRuntime(readEnv(variables))), clock }),
    cutConnections: async (share) => database?.cutConnections(share),
    async close() {
      await served.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openSandbox(requests: Place["requests"], { crowd, seed }: Options, now: () => Date) {
  const platforms = Object.keys(crowd);
  const redirectUris = Object.fromEntries(
    platforms.map((platform) => [platform, [`${APP_URL}/api/oauth/${platform}/callback`]]),
  );
  let sandbox: Sandbox | null = null;
  const served = await serveSandbox(async (given) => {
    const made = await createSandbox({
      ...given,
      redirectUris,
      modules: withCrowd(crowd),
      seed: `chaos ${seed}`,
      timings: { duplicateWindowMs: REMEMBERED_MS },
    });
    sandbox = made;
    const handle = async (request: Request) => {
      const platform = new URL(request.url).pathname.split("/")[2] ?? "";
      if (platforms.includes(platform)) await requests.before?.(platform);
      return made.handle(request);
    };
    return { ...made, handle };
  }, now);
  if (!sandbox) throw new Error("The sandbox was not made.");
  return { served, sandbox: sandbox as Sandbox };
}
