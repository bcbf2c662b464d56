import { z } from "zod";
import type { SandboxFaultList } from "@/lib/contracts/sandbox";
import type { Ctx } from "@/server/context";
import { callSandbox } from "@/server/sandbox-control/call-sandbox";
import { toFault } from "@/server/sandbox-control/to-fault";

const Faults = z.object({ faults: z.array(z.unknown()) });

/** What the sandbox will still do wrong, the oldest first. */
export async function listFaults({ runtime }: Ctx): Promise<SandboxFaultList> {
  const { body } = await callSandbox(runtime, { path: "faults" });
  return { items: Faults.parse(body).faults.map(toFault) };
}
