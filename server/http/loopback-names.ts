import type { Env } from "@/server/env";

const names = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

/** A name under which nothing but this machine itself is reached. */
export const isLoopbackName = (hostname: string) => names.has(hostname);

/** Nobody beyond this machine is meant to reach this server. */
export function isLocalOnly(env: Pick<Env, "HOST" | "APP_URL" | "TRUST_PROXY">): boolean {
  if (env.TRUST_PROXY === "on" || !isLoopbackName(env.HOST)) return false;
  return isLoopbackName(new URL(env.APP_URL).hostname);
}

/**
 * A server that listens on loopback alone is called by its own name or a proxy's. Another one means
 * that somebody's page has its name point here, to pass for ours in the browser.
 */
export function isForeignHost(
  host: string | null | undefined,
  env: Pick<Env, "HOST" | "APP_URL">,
): boolean {
  if (!host || !isLoopbackName(env.HOST)) return false;
  const called = URL.parse(`http://${host}`);
  const app = new URL(env.APP_URL);
  return !called || !(isLoopbackName(called.hostname) || called.hostname === app.hostname);
}
