import { wasAway } from "@/server/operations/heartbeat";
import { tellOverdue } from "@/server/operations/tell-overdue";
import type { Runtime } from "@/server/runtime";
import { tick } from "./tick";

/** The tick, and then a look whether the publishers do their part. After an absence they get a minute. */
export async function runMinute(runtime: Runtime): Promise<void> {
  const isBack = await wasAway(runtime);
  await tick(runtime);
  if (!isBack) await tellOverdue(runtime);
}
