import { TickResult } from "@/lib/contracts/schedules";

import { route } from "@/server/http/route";
import { getRuntime } from "@/server/runtime";
import { isInternalRequest } from "@/server/scheduler/is-internal-request";
import { runTick } from "@/server/scheduler/run-tick";

const byPerson = route({
  scope: "scheduler:run",
  run: (ctx) => runTick(ctx.runtime),
  view: TickResult,
});

/** For an owner, an API token with `scheduler:run`, or a cron service that holds INTERNAL_TOKEN. */
export async function POST(
  request: Request,
  next: { params: Promise<Record<string, string | string[] | undefined>> },
): Promise<Response> {
  const runtime = getRuntime();
  if (!isInternalRequest(runtime, request)) return byPerson(request, next);
  return Response.json(await runTick(runtime), { headers: { "cache-control": "no-store" } });
}
