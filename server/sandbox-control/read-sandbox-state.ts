import type { Ctx } from "@/server/context";
import { isSandboxOn } from "@/server/sandbox-control/call-sandbox";

/** Whether there is a sandbox to look into; `hidden` from everybody but owners. */
export function readSandboxState({ actor, runtime }: Ctx): "off" | "hidden" | "shown" {
  if (!isSandboxOn(runtime)) return "off";
  return actor.scopes.has("workspace:write") ? "shown" : "hidden";
}
