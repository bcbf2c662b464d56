import type { TickResult } from "@/lib/contracts/schedules";
import type { Runtime } from "@/server/runtime";
import { publishDue } from "./publish-due";
import { tick } from "./tick";

/** One tick and one publishing pass, now. */
export async function runTick(runtime: Runtime): Promise<TickResult> {
  const ticked = await tick(runtime);
  return { ...ticked, ...(await publishDue(runtime)) };
}
