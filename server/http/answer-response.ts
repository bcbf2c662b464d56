import type { z } from "zod";

/** An answer that may have been given before, which its header then tells. */
export function toAnswerResponse(
  answer: { status: number; body: unknown; replayed: boolean },
  view: z.ZodType,
  requestId: string,
): Response {
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": requestId });
  if (answer.replayed) headers.set("idempotent-replayed", "true");
  return Response.json(view.parse(answer.body), { status: answer.status, headers });
}
