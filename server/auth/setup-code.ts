import { randomInt } from "node:crypto";
import type { Env } from "@/server/env";

// Shared by the server bundle and the routes, like the runtime.
const key = Symbol.for("bandwagon.setup-code");
const holder = globalThis as { [key]?: string };

const loopback = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/**
 * The one-time code that first-run setup asks for when others could reach this server: bound beyond
 * this machine, or behind a proxy that is. Null on loopback.
 */
export function setupCode(env: Pick<Env, "HOST" | "APP_URL" | "TRUST_PROXY">): string | null {
  const isPublished = env.TRUST_PROXY === "on" || !loopback.has(new URL(env.APP_URL).hostname);
  if (loopback.has(env.HOST) && !isPublished) return null;
  holder[key] ??= String(randomInt(0, 100_000_000)).padStart(8, "0");
  return holder[key];
}
