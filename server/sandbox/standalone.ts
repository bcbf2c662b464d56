import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { createSandbox, type Sandbox } from "./create-sandbox";
import { modules } from "./platforms";
import { CUT_HEADER } from "./respond";

/** The only place of the sandbox that reads the environment. As in the product, empty counts as unset. */
const env: Record<string, string | undefined> = Object.fromEntries(
  Object.entries(process.env).filter(([, value]) => value !== ""),
);
const port = Number(env.SANDBOX_PORT ?? 4010);
const host = env.SANDBOX_HOST ?? "127.0.0.1";
const dataDir = env.SANDBOX_DATA_DIR ?? join(env.DATA_DIR ?? ".data", "sandbox");
const baseUrl = env.SANDBOX_URL ?? `http://127.0.0.1:${port}/sandbox`;
const appUrl = (env.APP_URL ?? `http://localhost:${env.PORT ?? 3000}`).replace(/\/$/, "");
const speed = Number(env.CLOCK_SPEED ?? 1);
const startedAt = Number(env.CLOCK_STARTED_AT ?? Date.now());

function now(): Date {
  const real = Date.now();
  return new Date(startedAt + (real - startedAt) * speed);
}

function redirectUris(platform: string): string[] {
  const given = env[`SANDBOX_${platform.toUpperCase()}_REDIRECT_URIS`];
  return given
    ? given.split(",").map((uri) => uri.trim())
    : [`${appUrl}/api/oauth/${platform}/callback`];
}

async function toRequest(incoming: IncomingMessage, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  }
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  const body = hasBody ? (Readable.toWeb(incoming) as unknown as BodyInit) : undefined;
  const url = new URL(incoming.url ?? "/", baseUrl);
  return new Request(url, {
    method: incoming.method,
    headers,
    body,
    signal,
    duplex: "half",
  } as RequestInit);
}

async function serve(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse) {
  const gone = new AbortController();
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) gone.abort();
  });
  try {
    const response = await sandbox.handle(await toRequest(incoming, gone.signal));
    if (response.headers.has(CUT_HEADER)) return void outgoing.destroy();
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) return outgoing.end();
    Readable.fromWeb(response.body as unknown as ReadableStream).pipe(outgoing);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    if (!outgoing.headersSent) outgoing.writeHead(500);
    outgoing.end();
  }
}

const sandbox = await createSandbox({
  dataDir,
  baseUrl,
  now,
  seed: env.SANDBOX_SEED,
  redirectUris: Object.fromEntries(
    modules.map(({ platform }) => [platform, redirectUris(platform)]),
  ),
  webhookUrls: Object.fromEntries(
    modules.map(({ platform }) => [platform, `${appUrl}/webhooks/${platform}?world=sandbox`]),
  ),
});
const secrets = { baseUrl, apps: sandbox.apps, controlSecret: sandbox.controlSecret };
writeFileSync(join(dataDir, "apps.json"), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });

const server = createServer((incoming, outgoing) => void serve(sandbox, incoming, outgoing));
const timer = setInterval(() => {
  sandbox.pump().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}, 1_000);

async function stop() {
  clearInterval(timer);
  server.closeAllConnections();
  server.close();
  await sandbox.close();
}
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
server.listen(port, host, () =>
  process.stdout.write(`Sandbox at ${baseUrl}, data in ${dataDir}\n`),
);
