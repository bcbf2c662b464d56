import { z } from "zod";
import type { ShiftableClock } from "@/server/clock";
import { readJson } from "@/server/http/body";
import { getRuntime } from "@/server/runtime";

const Advance = z.object({
  advanceMs: z
    .number()
    .int()
    .min(0)
    .max(366 * 86_400_000),
});
const loopback = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** Moves the product's clock forward. Exists only with TEST_CLOCK=on, and only for this machine. */
export async function advanceTestClock(request: Request): Promise<Response> {
  const { env, clock } = getRuntime();
  const isLocal = loopback.has(request.headers.get("x-client-address") ?? "");
  // By shape, not by class: the clock was made by the server bundle's copy of it.
  if (env.TEST_CLOCK !== "on" || !isLocal || !("advance" in clock)) {
    return new Response(null, { status: 404 });
  }
  const { advanceMs } = Advance.parse(await readJson(request));
  (clock as ShiftableClock).advance(advanceMs);
  return Response.json({ now: clock.now().toISOString() });
}
