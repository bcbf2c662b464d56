import { randomUUID } from "node:crypto";
import path from "node:path";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import { callbackUrl } from "@/server/accounts/callback-url";
import { createClock, ShiftableClock } from "@/server/clock";
import { createSealer } from "@/server/crypto/seal";
import { openDatabase } from "@/server/db/client";
import type { Env } from "@/server/env";
import { loopbackUrl } from "@/server/http/loopback-url";
import { startJobQueue } from "@/server/jobs/queue";
import { createLog } from "@/server/log";
import { createEgress } from "@/server/platforms/http";
import { startRelay } from "@/server/realtime/relay";
import type { Runtime } from "@/server/runtime";
import { createSandbox, type Sandbox, type SandboxOptions } from "@/server/sandbox/create-sandbox";
import { webhookUrl } from "@/server/webhooks/webhook-url";

/** Opens everything a process needs; the sandbox too, unless it is off or runs alone at SANDBOX_URL. */
export async function createRuntime(env: Env): Promise<Runtime> {
  const log = createLog(env.LOG_LEVEL);
  const clock =
    env.TEST_CLOCK === "on"
      ? new ShiftableClock(createClock(env.CLOCK_SPEED))
      : createClock(env.CLOCK_SPEED);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    directUrl: env.DATABASE_URL_DIRECT,
    driver: env.DATABASE_DRIVER,
    poolSize: env.DATABASE_POOL,
    dataDir: env.DATA_DIR,
  });
  await database.migrate(path.resolve("drizzle"));
  const sandbox =
    env.SANDBOX === "on" && !env.SANDBOX_URL ? await openSandbox(env, () => clock.now()) : null;
  return {
    env,
    log,
    clock,
    random: Math.random,
    database,
    sealer: createSealer(env.OAUTH_CRYPTO_KEY, env.OAUTH_CRYPTO_KEY_PREVIOUS),
    egress: createEgress({
      allow: env.EGRESS_ALLOW,
      trustedOrigins: operatorOrigins(env),
      log: (line) => log.debug(line),
    }),
    jobs: await startJobQueue(database, log),
    relay: await startRelay(database, log),
    sandbox,
    inHand: new Set(),
    disconnectUser: () => {},
    bootId: randomUUID(),
  };
}

function openSandbox(env: Env, now: () => Date): Promise<Sandbox> {
  return createSandbox({
    dataDir: path.join(env.DATA_DIR, "sandbox"),
    baseUrl: `${env.APP_URL}/sandbox`,
    seed: env.SANDBOX_SEED,
    now,
    redirectUris: redirectUris(env),
    webhookUrls: Object.fromEntries(
      PLATFORMS.map((platform) => [platform, webhookUrl(env, platform, true)]),
    ),
    // Anybody may ask the hub to call an address: it calls this product and nothing else.
    receivers: [env.APP_URL, loopbackUrl(env)].map((url) => new URL(url).origin),
  });
}

function operatorOrigins(env: Env): string[] {
  const urls = [env.AI_BASE_URL, env.S3_ENDPOINT, env.SANDBOX_URL, env.APP_URL, loopbackUrl(env)];
  return urls.flatMap((url) => (url ? [new URL(url).origin] : []));
}

/** One registered redirect for each platform that is connected by OAuth. */
function redirectUris(env: Env): SandboxOptions["redirectUris"] {
  const platforms = PLATFORMS.filter((platform) => catalog[platform].connect === "oauth");
  return Object.fromEntries(platforms.map((platform) => [platform, [callbackUrl(env, platform)]]));
}
