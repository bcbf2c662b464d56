import type { Env } from "@/server/env";

/** How this process reaches itself. */
export function loopbackUrl(env: Pick<Env, "HOST" | "PORT">): string {
  const isEverywhere = env.HOST === "0.0.0.0" || env.HOST === "::";
  const host = isEverywhere ? "127.0.0.1" : env.HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${env.PORT}`;
}
