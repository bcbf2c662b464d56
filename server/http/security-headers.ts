import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Env } from "@/server/env";

function contentSecurityPolicy(nonce: string, env: Pick<Env, "NODE_ENV" | "APP_URL">): string {
  const development = env.NODE_ENV === "development" ? " 'unsafe-eval'" : "";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    // Inline style attributes carry chart geometry; scripts stay under the nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self' ws: wss:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Sets the headers of every answer and hands the nonce to the renderer, which reads it from the
 * request. What a client sent under those names is replaced.
 */
export function applySecurityHeaders(
  request: IncomingMessage,
  response: ServerResponse,
  env: Env,
): void {
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, env);
  request.headers["x-nonce"] = nonce;
  request.headers["content-security-policy"] = policy;
  request.headers["x-client-address"] = clientAddress(request, env);
  delete request.headers["x-middleware-subrequest"];
  response.setHeader("Content-Security-Policy", policy);
  response.setHeader("X-Content-Type-Options", "nosniff");
  response.setHeader("X-Frame-Options", "DENY");
  response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
  response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
  response.setHeader("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  if (env.APP_URL.startsWith("https:"))
    response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

/** Forwarded headers count only behind a declared proxy; there the last hop is the one it saw. */
function clientAddress(request: IncomingMessage, env: Pick<Env, "TRUST_PROXY">): string {
  const forwarded = request.headers["x-forwarded-for"];
  if (env.TRUST_PROXY === "on" && typeof forwarded === "string")
    return forwarded.split(",").at(-1)?.trim() ?? "unknown";
  return request.socket.remoteAddress ?? "unknown";
}
