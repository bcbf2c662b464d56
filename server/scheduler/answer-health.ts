import { shareAnswer } from "@/server/operations/share-answer";
import { tellOverdue } from "@/server/operations/tell-overdue";
import type { Runtime } from "@/server/runtime";
import { getSharedHealth, type Health } from "./get-health";

type Parts = Parameters<typeof getSharedHealth>[0];

/** As often as the tick would. */
const TOLD_EVERY_MS = 60_000;

const tell = shareAnswer(TOLD_EVERY_MS, (runtime: Parts) => tellOverdue(runtime));

/**
 * The health, for whoever probes. What is overdue is told of besides: where the tick is dead, nobody
 * else may be left to do it. A failure of that changes no answer.
 */
export async function answerHealth(runtime: Pick<Runtime, keyof Parts>): Promise<Health> {
  const health = await getSharedHealth(runtime);
  if (health.overdue) {
    try {
      await tell(runtime, performance.now());
    } catch (err) {
      runtime.log.error({ err }, "health: overdue posts could not be told of");
    }
  }
  return health;
}
