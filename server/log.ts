import pino from "pino";

export type Log = pino.Logger;

const secretKeys = [
  "password",
  "accessToken",
  "refreshToken",
  "accessJwt",
  "refreshJwt",
  "appSecret",
  "appsecret_proof",
  "token",
  "secret",
  "authorization",
  "cookie",
  "apiKey",
  "code",
  "clientSecret",
  "code_verifier",
];

/** The database layer puts every bound value into its errors: hashes, sealed tokens, people's texts. */
function toLoggedError(error: unknown) {
  if (!(error instanceof Error)) return error;
  const { params: _values, ...logged } = pino.stdSerializers.err(error);
  const cut = (text: string) => text.replace(/\nparams: [\s\S]*?(?=\n\s+at |$)/g, "");
  const cause = error.cause instanceof Error ? { causedBy: error.cause.message } : {};
  return { ...logged, message: cut(error.message), stack: cut(logged.stack), ...cause };
}

/** JSON lines on stdout; anything that looks like a secret is replaced before it is written. */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: toLoggedError },
    redact: { paths: secretKeys.flatMap((k) => [k, `*.${k}`, `*.*.${k}`]), censor: "[redacted]" },
  };
  return destination ? pino(options, destination) : pino(options);
}
