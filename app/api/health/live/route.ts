/** This process answers; it says nothing about its database or anybody else. */
export function GET(): Response {
  return Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
}
