import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import net from "node:net";

/** A server that runs beside the tests. */
export interface Running {
  said(): string;
  isGone(): boolean;
  end(): Promise<void>;
}

/** Runs a command to its end and answers what it printed. @throws where it fails */
export function must(command: string, args: string[], env: NodeJS.ProcessEnv = process.env) {
  const done = spawnSync(command, args, { encoding: "utf8", env });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} failed: ${done.stderr || done.stdout || done.error?.message}`);
}

/** Starts a server whose last words are kept. */
export function launch(command: string, args: string[], options: SpawnOptions = {}): Running {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4000);
    });
  }
  const gone = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  return {
    said: () => said,
    isGone,
    async end() {
      if (isGone()) return;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await gone;
      clearTimeout(timer);
    },
  };
}

export async function untilReady(
  name: string,
  running: Running,
  isReady: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (running.isGone()) throw new Error(`${name} ended while starting: ${running.said()}`);
    if (await isReady()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${name} was not ready in 30 s: ${running.said()}`);
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
