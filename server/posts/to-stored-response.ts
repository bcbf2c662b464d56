const MAX_CHARS = 2048;
const SECRET = /token|secret|jwt|password|authorization|cookie|api[-_]?key|signature/i;

/** A platform's answer as it may be kept: no secrets, at most 2 KB. Adapters strip first; this is the net. */
export function toStoredResponse(response: unknown): unknown {
  if (response === undefined || response === null) return null;
  const text = JSON.stringify(response, (key, value) =>
    SECRET.test(key) && typeof value === "string" ? "[redacted]" : value,
  );
  if (text.length <= MAX_CHARS) return JSON.parse(text);
  return { cut: text.slice(0, MAX_CHARS - 20) };
}
