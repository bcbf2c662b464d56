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
  const collected = await collectPosts(runtime);
  const ready = await markReady(runtime);
  return { collected, ready, rung: await ringRuns(runtime) };
}
