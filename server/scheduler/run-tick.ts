import type { TickResult } from "@/lib/contracts/schedules";
import { tellOverdue } from "@/server/operations/tell-overdue";
import type { Runtime } from "@/server/runtime";
import { publishDue } from "./publish-due";
import { tick } from "./tick";

/** One tick and one publishing pass, now. */
export async function runTick(runtime: Runtime): Promise<TickResult> {
  const ticked = await tick(runtime);
  const published = await publishDue(runtime);
  // What is left now is stuck.
  await tellOverdue(runtime);
  return { ...ticked, ...published };
}
