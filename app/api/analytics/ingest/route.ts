import { IngestAnswer, IngestBatch } from "@/lib/contracts/analytics";
import { ingestMetrics } from "@/server/analytics/ingest-metrics";
import { receiveSignedIngest, SIGNATURE_HEADER } from "@/server/analytics/receive-signed-ingest";
import { route } from "@/server/http/route";
import { getRuntime } from "@/server/runtime";

const byToken = route({
  scope: "analytics:write",
  body: IngestBatch,
  run: (ctx, { body }) => ingestMetrics(ctx, body),
  view: IngestAnswer,
});

export const POST: typeof byToken = (request, next) =>
  request.headers.has(SIGNATURE_HEADER)
    ? receiveSignedIngest(getRuntime(), request)
    : byToken(request, next);
