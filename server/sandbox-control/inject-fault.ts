import { z } from "zod";
import type { InjectFault, SandboxFault } from "@/lib/contracts/sandbox";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { AppError, invalidField } from "@/server/errors";
import { callSandbox } from "@/server/sandbox-control/call-sandbox";
import { listPersonas } from "@/server/sandbox-control/list-personas";
import { toFault } from "@/server/sandbox-control/to-fault";

const Made = z.object({ fault: z.unknown() });

/** Makes the sandbox answer wrongly for one account, as often as asked. An end of access acts at once. */
export async function injectFault(
  ctx: Ctx,
  input: z.output<typeof InjectFault>,
): Promise<SandboxFault> {
  const { accountId, kind, times, retryAfterSeconds, delaySeconds } = input;
  const scope = input.scope ?? (kind === "media_refused" ? "media" : "publish");
  const { items } = await listPersonas(ctx);
  const persona = items.find((each) => each.id === accountId || each.accountId === accountId);
  if (!persona) {
    throw invalidField(
      "accountId",
      "The sandbox has no such account. Choose one that it lists, or one connected to it.",
    );
  }
  const { status, body } = await callSandbox(ctx.runtime, {
    method: "POST",
    path: "faults",
    body: {
      accountId: persona.id,
      kind,
      scope,
      times,
      retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1000,
      latencyMs: delaySeconds * 1000,
    },
  });
  if (status !== 201) throw new AppError("upstream", `The sandbox refused it (${status}).`);
  const fault = toFault(Made.parse(body).fault);
  await ctx.db.transaction((tx) =>
    recordAudit(tx, ctx, {
      action: "sandbox.fault_added",
      subjectType: "fault",
      subjectId: fault.id,
      subjectName: `${persona.name} (${persona.label})`,
      after: { kind, scope, times },
    }),
  );
  return fault;
}
