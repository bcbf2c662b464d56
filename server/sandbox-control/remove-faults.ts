import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { notFound } from "@/server/errors";
import { callSandbox } from "@/server/sandbox-control/call-sandbox";
import { listFaults } from "@/server/sandbox-control/list-faults";
import { listPersonas } from "@/server/sandbox-control/list-personas";

/** @throws AppError `not_found` when it has struck for the last time, or was removed before. */
export async function removeFault(ctx: Ctx, id: string): Promise<void> {
  const fault = (await listFaults(ctx)).items.find((each) => each.id === id);
  if (!fault) throw notFound("fault");
  const { items } = await listPersonas(ctx);
  const persona = items.find((each) => each.id === fault.profileId);
  const path = `faults/${encodeURIComponent(fault.id)}`;
  const { status } = await callSandbox(ctx.runtime, { method: "DELETE", path });
  if (status === 404) throw notFound("fault");
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "sandbox.fault_removed",
      subjectType: "fault",
      subjectId: fault.id,
      subjectName: persona ? `${persona.name} (${persona.label})` : "every account",
      before: { kind: fault.kind, scope: fault.scope, remaining: fault.remaining },
    }),
  );
}

/** From now on the sandbox answers as it should. */
export async function removeAllFaults(ctx: Ctx): Promise<void> {
  const { items } = await listFaults(ctx);
  await callSandbox(ctx.runtime, { method: "DELETE", path: "faults" });
  if (items.length === 0) return;
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "sandbox.faults_removed",
      subjectType: "fault",
      before: { count: items.length },
    }),
  );
}
