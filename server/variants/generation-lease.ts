import type { Ctx } from "@/server/context";

const requestsPerGeneration = 2;
const slackMs = 30_000;

/** Product time after which a generation that did not move has lost its process. */
export function leaseProductMs(runtime: Pick<Ctx["runtime"], "clock" | "env">): number {
  const realMs = runtime.env.AI_TIMEOUT_MS * requestsPerGeneration + slackMs;
  return realMs / runtime.clock.toRealMs(1);
}
