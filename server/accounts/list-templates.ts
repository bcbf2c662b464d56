import type { TemplateList } from "@/lib/contracts/templates";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import { findAccountRow } from "@/server/accounts/find-account-row";
import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import type { Ctx } from "@/server/context";
import { AppError, notFound } from "@/server/errors";
import { findSpentUntil } from "@/server/limits/budgets";
import { findCircuit } from "@/server/limits/circuit";
import { guardAdapter } from "@/server/limits/watch-platform";
import { PlatformCallError } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";

/** The templates of an account as its platform tells them now, with their approval. */
export async function listTemplates(ctx: Ctx, accountId: string): Promise<TemplateList> {
  const account = await findAccountRow(ctx.db, ctx, accountId);
  if (!account) throw notFound("account");
  const platform = Platform.parse(account.platform);
  const adapter = guardAdapter(getAdapter(platform));
  const ask = adapter.listTemplates;
  if (!ask) return { items: [] };
  const { label } = catalog[platform];
  const circuit = await findCircuit(ctx.db, account);
  // A person who looks is no reason to call what is known to be down; posts try it again.
  if (circuit?.state === "open" && circuit.nextProbeAt && circuit.nextProbeAt > ctx.now()) {
    throw new AppError("upstream", `${label} does not answer well at the moment. Try again later.`);
  }
  if (await findSpentUntil(ctx.db, account, "read", ctx.now())) {
    throw new AppError("upstream", `${label} limits how often it may be asked. Try again later.`);
  }
  const opened = await openAccountSession(ctx.runtime, accountId);
  if (!opened.ok) throw toProblem(opened.outcome);
  try {
    return { items: await ask(opened.session, account.details) };
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    if (error.kind !== "reconnect") throw toProblem(error);
  }
  const renewed = await refreshAfter401(ctx.runtime, accountId, opened.session.accessToken);
  if (!renewed.ok) throw toProblem(renewed.outcome);
  try {
    return { items: await ask(renewed.session, account.details) };
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    throw toProblem(error);
  }
}

function toProblem(problem: { message?: string } | object): AppError {
  const message = "message" in problem ? problem.message : undefined;
  return new AppError("upstream", message ?? "The platform did not answer. Try again later.");
}
