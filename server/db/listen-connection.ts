import { Client as NeonClient } from "@neondatabase/serverless";
import pg from "pg";

const firstRetryMs = 250;
const longestRetryMs = 10_000;

/** LISTEN on a direct connection that reconnects; `onReconnect` tells that notifications may have been missed. */
export async function listenOn(
  driver: "pg" | "neon",
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  onReconnect?: () => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function connect(): Promise<void> {
    const next =
      driver === "neon"
        ? (new NeonClient({ connectionString: url }) as unknown as pg.Client)
        : new pg.Client({ connectionString: url, keepAlive: true });
    next.on("notification", (message) => onPayload(message.payload ?? ""));
    let lost = false;
    const onLoss = () => {
      if (lost) return;
      lost = true;
      if (!stopped) retry(firstRetryMs);
    };
    next.on("error", onLoss);
    next.on("end", onLoss);
    await next.connect();
    await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    client = next;
  }

  function retry(waitMs: number): void {
    timer = setTimeout(() => {
      connect().then(
        () => onReconnect?.(),
        () => !stopped && retry(Math.min(waitMs * 2, longestRetryMs)),
      );
    }, waitMs);
    timer.unref();
  }

  await connect();
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await client?.end();
  };
}
