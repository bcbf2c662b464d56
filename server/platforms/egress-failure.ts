export type EgressErrorCode =
  | "private_address"
  | "timeout"
  | "too_large"
  | "too_many_redirects"
  | "redirect"
  | "dns"
  | "connection"
  | "scheme";

const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const DNS_FAILED = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL", "ENODATA", "ESERVFAIL"]);
const TLS_FAILED = /^(ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_)/;

/** Sorts what the network library throws; only what fails before a connection is surely unsent. */
export function toFailure(
  error: unknown,
  url: URL,
): { code: EgressErrorCode; message: string; sent: "no" | "maybe" } {
  for (const cause of listCauses(error)) {
    const code = codeOf(cause);
    if (DNS_FAILED.has(code)) {
      return { code: "dns", message: `${url.hostname} could not be found`, sent: "no" };
    }
    if (NOT_CONNECTED.has(code) || TLS_FAILED.test(code)) {
      return { code: "connection", message: `No connection to ${url.host}`, sent: "no" };
    }
    if (cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError")) {
      return { code: "timeout", message: `${url.host} did not answer in time`, sent: "maybe" };
    }
  }
  const message = `The connection to ${url.host} broke off`;
  return { code: "connection", message, sent: "maybe" };
}

/** "ECONNREFUSED": what the system called it; for logs, not for people. */
export function systemCode(error: unknown): string | null {
  return (
    listCauses(error)
      .map(codeOf)
      .find((code) => /^[A-Z]/.test(code)) ?? null
  );
}

/** An error, what it wraps, and what that wraps. */
export function listCauses(error: unknown): unknown[] {
  const found: unknown[] = [];
  const queue = [error];
  while (queue.length > 0 && found.length < 10) {
    const next = queue.shift();
    if (next === undefined || next === null) continue;
    found.push(next);
    if (next instanceof AggregateError) queue.push(...next.errors);
    if (next instanceof Error) queue.push(next.cause);
  }
  return found;
}

function codeOf(value: unknown): string {
  return typeof value === "object" && value !== null && "code" in value ? String(value.code) : "";
}
