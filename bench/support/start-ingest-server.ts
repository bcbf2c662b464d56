import { spawn } from "node:child_process";
import { once } from "node:events";

export interface IngestServer {
  url: string;
  /** Of the whole process. */
  readMemoryMb(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts `bench/ingest.ts serve` on a database. */
export async function startIngestServer(databaseUrl: string): Promise<IngestServer> {
  const child = spawn(process.execPath, ["--import", "tsx", "bench/ingest.ts", "serve"], {
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
  const ended = once(child, "exit");
  const failed = ended.then(() => {
    throw new Error("The server ended.");
  });
  failed.catch(() => {});
  const hear = async <T>(): Promise<T> => {
    const [told] = await Promise.race([once(child, "message"), failed]);
    return told as T;
  };
  const { port } = await hear<{ port: number }>();
  return {
    url: `http://127.0.0.1:${port}/api/analytics/ingest`,
    async readMemoryMb() {
      child.send("memory");
      return (await hear<{ rssMb: number }>()).rssMb;
    },
    async stop() {
      child.kill("SIGKILL");
      await ended;
      process.off("exit", atExit);
    },
  };
}
