import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import { buildMissingRollups } from "@/server/analytics/rebuild-rollups";
import { createOwner, isEmptyInstall } from "@/server/auth/create-owner";
import { setupCode } from "@/server/auth/setup-code";
import { createRuntime } from "@/server/create-runtime";
import { DirectoryInUseError } from "@/server/db/directory-lock";
import { type Env, EnvError, readEnv } from "@/server/env";
import { canonicalLocation } from "@/server/http/canonical-host";
import { isForeignHost } from "@/server/http/loopback-names";
import { applySecurityHeaders } from "@/server/http/security-headers";
import { createJobHandlers } from "@/server/jobs/handlers";
import { startCourier } from "@/server/outbound/start-courier";
import { startRealtime } from "@/server/realtime/start-realtime";
import { type Runtime, setRuntime } from "@/server/runtime";
import { startSandboxPump } from "@/server/sandbox-pump";
import { startScheduler } from "@/server/scheduler/start-scheduler";
import { resumeGenerations } from "@/server/variants/resume-generations";

const workEndsAfterMs = 8_500;
const goneAfterMs = 9_500;
const minimumNodeMajor = 22;

async function main(): Promise<void> {
  if (Number(process.versions.node.split(".")[0]) < minimumNodeMajor) {
    throw new EnvError(
      `Node ${process.versions.node} is too old to run the server: Node 24 is needed.`,
    );
  }
  const env = readEnv(process.env);
  // next-auth reads these itself.
  process.env.NEXTAUTH_URL = env.APP_URL;
  process.env.NEXTAUTH_SECRET = env.NEXTAUTH_SECRET;
  const runtime = await createRuntime(env);
  setRuntime(runtime);
  await bootstrapOwner(runtime);
  // Before anybody counts or reads: what a database from before there were rollups holds is put in them.
  await buildMissingRollups(runtime);

  const server = createServer();
  const app = next({
    dev: env.NODE_ENV === "development",
    httpServer: server,
    port: env.PORT,
    hostname: env.HOST,
  });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => serve(env, handle, request, response));
  const realtime = await startRealtime(server, runtime);
  await listen(server, env);

  await resumeGenerations(runtime);
  await runtime.jobs.work(createJobHandlers(runtime));
  const scheduler = env.SCHEDULER === "on" ? startScheduler(runtime) : null;
  const courier = startCourier(runtime);
  const pump = startSandboxPump(runtime);
  await greet(runtime);

  const stop = createStop(runtime, {
    finishWork: () =>
      Promise.all([
        ...[scheduler?.stop(), courier.stop(), pump.stop(), runtime.jobs.stop()],
        Promise.allSettled(runtime.inHand),
      ]),
    async closeDoors() {
      // The server is closed only once the streams and sockets are, which nobody else ends.
      const quiet = realtime.stop();
      server.closeAllConnections();
      await quiet;
      await app.close();
    },
  });
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  process.on("unhandledRejection", (error) =>
    runtime.log.error({ err: error }, "unhandled rejection"),
  );
}

interface Stopping {
  finishWork(): Promise<unknown>;
  closeDoors(): Promise<void>;
}

/**
 * Work in hand is finished or handed over first. A second signal changes nothing, and whatever hangs
 * after that is not worth waiting for.
 */
function createStop(
  runtime: Runtime,
  { finishWork, closeDoors }: Stopping,
): (signal: string) => void {
  let stopping = false;
  let isWorkDone = false;
  return (signal) => {
    if (stopping) return;
    stopping = true;
    runtime.log.info({ signal }, "stopping");
    setTimeout(() => process.exit(isWorkDone ? 0 : 1), goneAfterMs).unref();
    void finish();
  };
  async function finish(): Promise<void> {
    try {
      const done = finishWork().then(() => {
        isWorkDone = true;
      });
      await Promise.race([done, sleep(workEndsAfterMs, undefined, { ref: false })]);
      await closeDoors();
      // What the last requests left behind: from here on none is added.
      await Promise.allSettled(runtime.inHand);
      await runtime.sandbox?.close();
      await runtime.database.close();
      process.exit(0);
    } catch (error) {
      runtime.log.error({ err: error }, "stopping failed");
      process.exit(1);
    }
  }
}

function serve(
  env: Env,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  // Socket.io answers these on the same server, and nothing else below its name.
  if (request.url?.startsWith("/api/socket/")) return;
  if (isForeignHost(request.headers.host, env)) {
    response.writeHead(421).end(`Bandwagon is not known by this name here. Open ${env.APP_URL}.`);
    return;
  }
  const elsewhere = canonicalLocation(request, env);
  if (elsewhere) {
    response.writeHead(307, { location: elsewhere }).end();
    return;
  }
  applySecurityHeaders(request, response, env);
  handle(request, response).catch(() => response.destroy());
}

function listen(server: ReturnType<typeof createServer>, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(
        error.code === "EADDRINUSE"
          ? new EnvError(
              `Port ${env.PORT} is taken. Stop what uses it, or set PORT to another one.`,
            )
          : error,
      ),
    );
    server.listen(env.PORT, env.HOST, resolve);
  });
}

async function bootstrapOwner(runtime: Runtime): Promise<void> {
  const {
    BOOTSTRAP_OWNER_EMAIL: email,
    BOOTSTRAP_OWNER_PASSWORD: password,
    BOOTSTRAP_WORKSPACE: workspace,
  } = runtime.env;
  if (!email || !password || !(await isEmptyInstall(runtime))) return;
  await createOwner(runtime, {
    name: email.split("@")[0] ?? email,
    email,
    password,
    workspace,
    timeZone: "UTC",
  });
}

async function greet(runtime: Runtime): Promise<void> {
  const { env } = runtime;
  const lines = [`Bandwagon runs at ${env.APP_URL}`];
  if (await isEmptyInstall(runtime)) {
    const code = setupCode(env);
    lines.push(
      "First, open it in a browser and make yourself the owner.",
      ...(code ? [`The setup page asks for this code: ${code}`] : []),
    );
  }
  if (env.SANDBOX === "on")
    lines.push("The sandbox is on: connect made-up accounts to try everything.");
  process.stdout.write(`\n  ${lines.join("\n  ")}\n\n`);
}

main().catch((error: unknown) => {
  const expected = error instanceof EnvError || error instanceof DirectoryInUseError;
  process.stderr.write(
    `\n  ${expected ? error.message.replaceAll("\n", "\n  ") : ((error as Error)?.stack ?? error)}\n\n`,
  );
  process.exit(1);
});
