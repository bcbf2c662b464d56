import type { LearningChannel, RollbackChannel } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { conflict, notFound } from "@/server/errors";
import { carryOut, type Decision } from "@/server/learning/carry-out";
import { findRollback, getChannel } from "@/server/learning/get-channel";
import { lockChannel } from "@/server/learning/read-channel";
import { type PromptRow, promptName, readPopulation } from "@/server/variants/read-population";

/** An earlier champion leads again: the one before, or the one that is named. */
export async function rollbackChannel(
  ctx: Ctx,
  id: string,
  { promptId }: RollbackChannel,
): Promise<LearningChannel> {
  await ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, id);
    const rows = await readPopulation(tx, channel);
    const wanted = promptId ?? findRollback(rows)?.id;
    if (!wanted) throw conflict("There is no earlier champion to go back to.");
    const target = rows.find((row) => row.id === wanted);
    if (!target) throw notFound("prompt");
    const decisions = toDecisions(rows, target);
    const isBack = target.status === "archived";
    const action = isBack ? "prompt.restored" : "prompt.rolled_back";
    const onProbation = rows.find(({ status }) => status === "probation");
    await carryOut(tx, ctx, channel, decisions, {
      action,
      prompt: isBack ? target : (onProbation ?? target),
    });
  });
  return getChannel(ctx, id);
}

/** Who leads on probation goes; where an older one is wanted, the champion makes room for it. */
function toDecisions(rows: readonly PromptRow[], target: PromptRow): Decision[] {
  const onProbation = rows.find(({ status }) => status === "probation");
  const champion = rows.find(({ status }) => status === "champion");
  const leave: Decision[] = onProbation
    ? [{ prompt: onProbation, from: "probation", to: "retired" }]
    : [];
  if (target.status === "champion" && onProbation) return leave;
  if (target.status !== "archived")
    throw conflict(
      `${promptName(target)} was no champion before this one, so it can't be brought back.`,
    );
  return [
    ...leave,
    ...(champion ? [{ prompt: champion, from: "champion", to: "archived" } as const] : []),
    { prompt: target, from: "archived", to: "champion" },
  ];
}
