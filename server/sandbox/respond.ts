const secure = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...secure, "content-type": "application/json; charset=utf-8", ...headers },
  });
}

export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...secure, ...headers } });
}

/** No answer at all. Servers that hold the socket close it on this mark; others pass the 504 on. */
export const CUT_HEADER = "x-sandbox-cut";

export function cutOff(): Response {
  return empty(504, { [CUT_HEADER]: "1" });
}

export function text(status: number, body: string): Response {
  return new Response(body, {
    status,
    headers: { ...secure, "content-type": "text/plain; charset=utf-8" },
  });
}

/** A page without script. `formTargets` are origins a form's answer may be redirected to. */
export function page(status: number, html: string, formTargets: readonly string[] = []): Response {
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    `form-action 'self' ${formTargets.join(" ")}`.trim(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join("; ");
  return new Response(html, {
    status,
    headers: {
      ...secure,
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cross-origin-opener-policy": "same-origin",
      "x-frame-options": "DENY",
      // A form sent under "no-referrer" carries the origin "null", which hosts rightly distrust.
      "referrer-policy": "same-origin",
    },
  });
}

export const maxBodyBytes = 1024 * 1024;

/** Anybody reaches the sandbox, so that no body is read without an end. Uploads have limits of their own. */
async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request, maxBodyBytes);
  return Buffer.from(bytes ?? []).toString("utf8");
}

/** The bytes as they came, for bodies that are neither; null when there are more than `maxBytes`. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a form body; anything else is an empty form, as lenient servers do. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams();
  return new URLSearchParams(await readText(request));
}

/** Undefined when the body is not JSON. */
export async function readJson(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await readText(request));
  } catch {
    return undefined;
  }
}
