import { randomInt } from "node:crypto";
import type { Env } from "@/server/env";
import { isLocalOnly } from "@/server/http/loopback-names";

// Shared by the server bundle and the routes, like the runtime.
const key = Symbol.for("bandwagon.setup-code");
const holder = globalThis as { [key]?: string };

/**
 * The one-time code that first-run setup asks for when others could reach this server: bound beyond
 * this machine, or behind a proxy that is. Null on loopback.
 */
export function setupCode(env: Pick<Env, "HOST" | "APP_URL" | "TRUST_PROXY">): string | null {
  if (isLocalOnly(env)) return null;
  holder[key] ??= String(randomInt(0, 100_000_000)).padStart(8, "0");
  return holder[key];
}
