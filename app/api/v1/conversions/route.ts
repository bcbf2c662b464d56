import { ConversionAnswer, ReportConversion } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { CORS_HEADERS, receiveConversion } from "@/server/links/receive-conversion";
import { reportConversion } from "@/server/links/report-conversion";
import { getRuntime } from "@/server/runtime";

const byToken = route({
  scope: "analytics:write",
  body: ReportConversion,
  run: (ctx, { body }) => reportConversion(ctx.runtime, ctx.workspaceId, body),
  view: ConversionAnswer,
});

export const POST: typeof byToken = (request, next) =>
  request.headers.has("authorization")
    ? byToken(request, next)
    : receiveConversion(getRuntime(), request);

export const OPTIONS = () => new Response(null, { status: 204, headers: CORS_HEADERS });
