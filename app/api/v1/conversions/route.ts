import { ConversionAnswer, ReportConversion } from "@/lib/contracts/links";
import { route } from "@/server/http/route";
import { identifyByKey } from "@/server/links/identify-by-key";
import { reportConversion } from "@/server/links/report-conversion";

/** Pages of any site may call: the key is public, and no cookie is taken or given. */
const CORS_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers": "content-type",
  "access-control-max-age": "86400",
};

const NOT_KEPT = { "cache-control": "no-store" };

const report = route({
  scope: "analytics:write",
  identify: identifyByKey,
  body: ReportConversion,
  maxBytes: 4096,
  run: async (ctx, { body, request }) => {
    const source = request.headers.has("authorization") ? "server" : "page";
    const answer = await reportConversion(ctx.runtime, ctx.workspaceId, { ...body, source });
    // Whether an id was there already is nobody's business who only knows the public key.
    return source === "server" ? answer : new Response(null, { status: 202, headers: NOT_KEPT });
  },
  view: ConversionAnswer,
});

export const POST: typeof report = async (request, next) => {
  const response = await report(request, next);
  for (const [name, value] of Object.entries(CORS_HEADERS)) response.headers.set(name, value);
  return response;
};

export const OPTIONS = () => new Response(null, { status: 204, headers: CORS_HEADERS });
