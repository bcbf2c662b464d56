import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { isLocalOnly } from "@/server/http/loopback-names";
import { readProviderVariables } from "@/server/provider-variables";

const flag = z.enum(["on", "off"]);
const key32 = z
  .string()
  .refine(
    (v) => Buffer.from(v, "base64").length === 32,
    "must be 32 bytes in base64 (make one: openssl rand -base64 32)",
  );
const list = z
  .string()
  .default("")
  .transform((v) =>
    v
      .split(",")
      .map((s) => s.trim())
      .filter(Boolean),
  );
const url = z
  .url({ protocol: /^https?$/, error: "must be an http or https URL" })
  .transform((v) => v.replace(/\/+$/, ""));

const Variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  DATA_DIR: z.string().default(".data"),
  APP_URL: url.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  DATABASE_URL_DIRECT: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "must start with postgres://")
    .optional(),
  DATABASE_DRIVER: z.enum(["pg", "neon"]).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  OAUTH_CRYPTO_KEY: key32.optional(),
  OAUTH_CRYPTO_KEY_PREVIOUS: key32.optional(),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, "must have at least 32 characters (make one: openssl rand -base64 32)")
    .optional(),
  INTERNAL_TOKEN: z.string().min(24, "must have at least 24 characters").optional(),
  INGEST_SECRET: z.string().min(24, "must have at least 24 characters").optional(),
  METRICS_TOKEN: z.string().min(24, "must have at least 24 characters").optional(),
  BOOTSTRAP_OWNER_EMAIL: z.email("must be an email address").optional(),
  BOOTSTRAP_OWNER_PASSWORD: z.string().min(10, "must have at least 10 characters").optional(),
  BOOTSTRAP_WORKSPACE: z.string().default("My workspace"),
  TRUST_PROXY: flag.default("off"),
  OIDC_ISSUER: url.optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_LABEL: z.string().default("single sign-on"),
  AI_BASE_URL: url.optional(),
  AI_API_KEY: z.string().optional(),
  AI_MODEL: z.string().default("gpt-5-mini"),
  AI_TIMEOUT_MS: z.coerce.number().int().min(1000).max(300_000).default(60_000),
  EGRESS_ALLOW: list,
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must be smtp://user:password@host:587 or smtps://…" })
    .optional(),
  SMTP_FROM: z.email("must be an email address").optional(),
  S3_ENDPOINT: url.optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][\w.-]+$/i, "must be the name of a bucket")
    .optional(),
  S3_REGION: z.string().default("us-east-1"),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  SANDBOX: flag.optional(),
  SANDBOX_URL: url.optional(),
  SANDBOX_SEED: z.string().default("bandwagon"),
  CLOCK_SPEED: z.coerce.number().positive().max(100_000).default(1),
  TEST_CLOCK: flag.default("off"),
  SCHEDULER: flag.default("on"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal"]).default("info"),
});

export interface Secrets {
  OAUTH_CRYPTO_KEY: string;
  NEXTAUTH_SECRET: string;
  INTERNAL_TOKEN: string;
  INGEST_SECRET: string;
}

export type Env = Omit<z.infer<typeof Variables>, keyof Secrets | "SANDBOX" | "APP_URL"> &
  Secrets & {
    APP_URL: string;
    SANDBOX: "on" | "off";
    /** What the platforms' developer apps gave, and API versions chosen here, by variable name. */
    providers: Readonly<Record<string, string>>;
  };

/** Thrown at boot; the message names each bad variable and what it should be. */
export class EnvError extends Error {}

const secretNames = [
  "OAUTH_CRYPTO_KEY",
  "NEXTAUTH_SECRET",
  "INTERNAL_TOKEN",
  "INGEST_SECRET",
] as const;

function readOrMakeSecret(directory: string, name: string): string {
  const file = path.join(directory, "secrets", name.toLowerCase());
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const secret = randomBytes(32).toString("base64");
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
  return secret;
}

/** A store that is only half named would keep files on disk unnoticed. */
function assertWholeS3(values: z.infer<typeof Variables>): void {
  const names = ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"] as const;
  const missing = names.filter((name) => !values[name]);
  if (missing.length === 0 || missing.length === names.length) return;
  throw new EnvError(
    `Media go to an S3 store only when all of it is named. Also set: ${missing.join(", ")}.`,
  );
}

/**
 * Reads and checks the whole environment. Empty strings count as unset. With the embedded database
 * missing secrets are made once and kept in DATA_DIR; with DATABASE_URL they must be given, since
 * several processes have to agree on them.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = Variables.safeParse(given);
  const providers = readProviderVariables(given);
  if (!parsed.success || providers.problems.length > 0) {
    const issues = parsed.error?.issues ?? [];
    const lines = [
      ...issues.map((i) => `${i.path.join(".")}: ${i.message}`),
      ...providers.problems,
    ].map((line) => `  ${line}`);
    throw new EnvError(
      `These settings are not right:\n${lines.join("\n")}\nSee .env.example for what each one means.`,
    );
  }
  const values = parsed.data;
  const missing = secretNames.filter((name) => !values[name]);
  if (values.DATABASE_URL && missing.length > 0) {
    throw new EnvError(
      `With DATABASE_URL set, these secrets must be given: ${missing.join(", ")}.\nMake each one with: openssl rand -base64 32`,
    );
  }
  if (
    values.DATABASE_URL &&
    !values.APP_URL &&
    values.NODE_ENV === "production" &&
    values.HOST !== "127.0.0.1"
  ) {
    throw new EnvError(
      "APP_URL must be set when HOST is not 127.0.0.1: links that leave the product are built from it.",
    );
  }
  assertWholeS3(values);
  if (values.SMTP_URL && !values.SMTP_FROM) {
    throw new EnvError("With SMTP_URL set, SMTP_FROM must say which address mail comes from.");
  }
  const APP_URL = values.APP_URL ?? `http://localhost:${values.PORT}`;
  const isLocal = isLocalOnly({ ...values, APP_URL });
  if (values.TEST_CLOCK === "on" && values.NODE_ENV === "production" && !isLocal) {
    throw new EnvError(
      "TEST_CLOCK=on lets anybody who reaches this server move its time. In production it works only with HOST and APP_URL on this machine and TRUST_PROXY=off.",
    );
  }
  const secrets = Object.fromEntries(
    secretNames.map((name) => [name, values[name] ?? readOrMakeSecret(values.DATA_DIR, name)]),
  ) as unknown as Secrets;
  return {
    ...values,
    ...secrets,
    providers: providers.values,
    APP_URL,
    // Whoever reaches the imitations may use them.
    SANDBOX: values.SANDBOX ?? (isLocal && !values.DATABASE_URL ? "on" : "off"),
  };
}
