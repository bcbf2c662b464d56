import pino from "pino";

export type Log = pino.Logger;

const secretKeys = [
  "password",
  "accessToken",
  "refreshToken",
  "token",
  "secret",
  "authorization",
  "cookie",
  "apiKey",
  "code",
  "clientSecret",
  "code_verifier",
];

/** JSON lines on stdout; anything that looks like a secret is replaced before it is written. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretKeys.flatMap((k) => [k, `*.${k}`, `*.*.${k}`]), censor: "[redacted]" },
  });
}
