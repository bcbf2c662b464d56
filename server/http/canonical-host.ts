import type { IncomingMessage } from "node:http";
import type { Env } from "@/server/env";
import { isLoopbackName } from "@/server/http/loopback-names";

/**
 * Where a page opened under another name of this machine belongs: the session cookie set on
 * 127.0.0.1 would be missing when a consent page returns to localhost. Null when it is fine.
 */
export function canonicalLocation(
  request: IncomingMessage,
  env: Pick<Env, "APP_URL">,
): string | null {
  if (request.method !== "GET" || !request.headers.host) return null;
  if (!request.headers.accept?.includes("text/html") || request.url?.startsWith("/api/"))
    return null;
  const app = new URL(env.APP_URL);
  const asked = URL.parse(`http://${request.headers.host}`);
  if (!asked || asked.host === app.host || asked.port !== app.port) return null;
  if (!isLoopbackName(asked.hostname) || !isLoopbackName(app.hostname)) return null;
  return `${app.origin}${request.url}`;
}
