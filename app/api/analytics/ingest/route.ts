import { IngestAnswer, IngestBatch, IngestQuery } from "@/lib/contracts/ingest";
import { ingestBatch } from "@/server/analytics/ingest-metrics";
import { receiveSignedIngest, SIGNATURE_HEADER } from "@/server/analytics/receive-signed-ingest";
import { toAnswerResponse } from "@/server/http/answer-response";
import { route } from "@/server/http/route";
import { getRuntime } from "@/server/runtime";

const byToken = route({
  scope: "analytics:write",
  query: IngestQuery,
  body: IngestBatch,
  idempotent: true,
  bulk: true,
  run: async (ctx, { body, query, idempotency }) => {
    const answer = await ingestBatch(ctx, body, { query, idempotency });
    return toAnswerResponse(answer, IngestAnswer, ctx.requestId);
  },
});

export const POST: typeof byToken = (request, next) =>
  request.headers.has(SIGNATURE_HEADER)
    ? receiveSignedIngest(getRuntime(), request)
    : byToken(request, next);
