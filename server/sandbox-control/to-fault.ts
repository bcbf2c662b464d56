import { z } from "zod";
import { FaultKind, FaultScope, type SandboxFault } from "@/lib/contracts/sandbox";

const Fault = z.object({
  id: z.string(),
  accountId: z.string().nullish(),
  kind: FaultKind,
  scope: FaultScope,
  remaining: z.number().nullable(),
  retryAfterMs: z.number().nullable(),
  latencyMs: z.number(),
});

/** As the sandbox tells of it. */
export function toFault(told: unknown): SandboxFault {
  const { id, accountId, kind, scope, remaining, retryAfterMs, latencyMs } = Fault.parse(told);
  return {
    id,
    profileId: accountId ?? null,
    kind,
    scope,
    remaining,
    retryAfterSeconds: retryAfterMs === null ? null : Math.round(retryAfterMs / 1000),
    delaySeconds: Math.round(latencyMs / 1000),
  };
}
