import { getRuntime } from "@/server/runtime";
import { answerHealth } from "@/server/scheduler/answer-health";

export async function GET(): Promise<Response> {
  const health = await answerHealth(getRuntime());
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
