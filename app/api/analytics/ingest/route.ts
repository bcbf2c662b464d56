import { IngestAnswer, IngestBatch, IngestQuery } from "@/lib/contracts/ingest";
import { identifySigned } from "@/server/analytics/identify-signed";
import { ingestBatch } from "@/server/analytics/ingest-metrics";
import { toAnswerResponse } from "@/server/http/answer-response";
import { route } from "@/server/http/route";

export const POST = route({
  scope: "analytics:write",
  identify: identifySigned,
  query: IngestQuery,
  body: IngestBatch,
  idempotent: true,
  bulk: true,
  run: async (ctx, { body, query, idempotency }) => {
    const answer = await ingestBatch(ctx, body, { query, idempotency });
    return toAnswerResponse(answer, IngestAnswer, ctx.requestId);
  },
});
