import type { PublishOutcome } from "@/lib/domain/publish-outcome";
import type { Session } from "@/server/platforms/adapter";

const SECRET_NAME = /key|secret|password|token|jwt/i;
const SHORTEST = 6;

/** Some sites send back what they were sent: an account's own secrets never reach what is stored. */
export function redactSecrets(outcome: PublishOutcome, session: Session): PublishOutcome {
  const secrets = listSecrets(session);
  const blank = (text: string) =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, "[redacted]"), text);
  const deep = (value: unknown): unknown => {
    if (typeof value === "string") return blank(value);
    if (Array.isArray(value)) return value.map(deep);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [blank(key), deep(each)]));
  };
  return {
    ...outcome,
    ...("message" in outcome ? { message: blank(outcome.message) } : {}),
    ...("note" in outcome && outcome.note ? { note: blank(outcome.note) } : {}),
    ...(outcome.response === undefined ? {} : { response: deep(outcome.response) }),
  };
}

function listSecrets({ accessToken, credentials = {} }: Session): string[] {
  const named = Object.entries(credentials).filter(([name]) => SECRET_NAME.test(name));
  const { username, password } = credentials;
  const basic =
    username && password ? Buffer.from(`${username}:${password}`).toString("base64") : "";
  return [accessToken, basic, ...named.map(([, value]) => value)].filter(
    (secret) => secret.length >= SHORTEST,
  );
}
