import { collectPosts } from "@/server/learning/collect-posts";
import { markReady } from "@/server/learning/mark-ready";
import { ringRuns } from "@/server/learning/ring-runs";
import type { Runtime } from "@/server/runtime";

export interface LearningDue {
  collected: number;
  ready: number;
  rung: number;
}

/** Once a minute: what went out is kept, what is ready triggers its channel, what hangs is rung again. */
export async function evaluateDue(runtime: Runtime): Promise<LearningDue> {
  return {
    collected: await attempt(runtime, collectPosts),
    ready: await attempt(runtime, markReady),
    rung: await attempt(runtime, ringRuns),
  };
}

/** What goes wrong with one step keeps no other from being done; the next minute tries it again. */
async function attempt(
  runtime: Runtime,
  step: (runtime: Runtime) => Promise<number>,
): Promise<number> {
  try {
    return await step(runtime);
  } catch (err) {
    runtime.log.error({ err, step: step.name }, "a step of the learning loop failed");
    return 0;
  }
}
