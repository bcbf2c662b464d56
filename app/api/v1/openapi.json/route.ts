import { publishOpenApi } from "@/lib/contracts/publish-openapi";
import { version } from "@/package.json";

/** Public: it tells what may be sent, and nothing of what is here. */
export function GET(): Response {
  return Response.json(publishOpenApi(version), {
    headers: { "cache-control": "public, max-age=300" },
  });
}
