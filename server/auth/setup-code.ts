import { randomInt } from "node:crypto";
import type { Env } from "@/server/env";

// Shared by the server bundle and the routes, like the runtime.
const key = Symbol.for("bandwagon.setup-code");
const holder = globalThis as { [key]?: string };

const isLoopback = (host: string) => host === "127.0.0.1" || host === "localhost" || host === "::1";

/** The one-time code that first-run setup asks for when others could reach this server; null on loopback. */
export function setupCode(env: Pick<Env, "HOST">): string | null {
  if (isLoopback(env.HOST)) return null;
  holder[key] ??= String(randomInt(0, 100_000_000)).padStart(8, "0");
  return holder[key];
}
