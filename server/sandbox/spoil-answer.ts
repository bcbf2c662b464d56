/** The operation went through; its answer is cut short in the middle of the JSON. */
export function malformed(accepted: Response): Response {
  const headers = new Headers(accepted.headers);
  for (const name of idHeaders) headers.delete(name);
  return new Response('{"da', { status: accepted.status, headers });
}

const idHeaders = ["location", "x-restli-id", "x-linkedin-id"];
const idName = /^(?:ids?|uri|cid|urn|asset|.*_ids?|.*Ids?|.*_urn|.*Urn)$/;

/** The same answer with everything taken out that names what was made. */
export async function withoutId(accepted: Response): Promise<Response> {
  const headers = new Headers(accepted.headers);
  for (const name of idHeaders) headers.delete(name);
  const body = await accepted.text();
  const stripped = body === "" ? null : JSON.stringify(strip(JSON.parse(body)));
  return new Response(stripped, { status: accepted.status, headers });
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !idName.test(name))
      .map(([name, inner]) => [name, strip(inner)]),
  );
}
