import { getRuntime } from "@/server/runtime";
import { getHealth } from "@/server/scheduler/get-health";

export async function GET(): Promise<Response> {
  const health = await getHealth(getRuntime());
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
