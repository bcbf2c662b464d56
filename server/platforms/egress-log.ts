const SECRET_LIKE =
  /\b(bearer|basic)\s+[\w.~+/=-]+|whsec_[\w+/=-]+|("?(?:access_token|refresh_token|accessJwt|refreshJwt|appsecret_proof|client_secret|code_verifier|id_token|api_key|authorization|token|secret|password)"?\s*[:=]\s*)("[^"]*"|[^\s&,}]+)/gi;

/** Blanks what looks like a credential in a platform's answer before it is stored or logged. */
export function redactText(text: string, maxChars = 2048): string {
  return text
    .slice(0, maxChars)
    .replace(SECRET_LIKE, (_all, scheme: string | undefined, name: string | undefined) =>
      scheme ? `${scheme} [redacted]` : name ? `${name}"[redacted]"` : "[redacted]",
    );
}

/** An address fit for a log line: no user info, no query values, no opaque path segments. */
export function redactUrl(url: URL): string {
  const path = url.pathname
    .split("/")
    .map((part) => (part.length > 40 ? "[redacted]" : part))
    .join("/");
  const names = [...new Set(url.searchParams.keys())];
  const query = names.length > 0 ? `?${names.map((name) => `${name}=…`).join("&")}` : "";
  return `${url.protocol}//${url.host}${path}${query}`;
}
