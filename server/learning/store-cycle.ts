import { and, eq, inArray, isNull } from "drizzle-orm";
import { applyChanges, type CyclePlan, type StatusChange } from "@/lib/domain/evolution/cycle";
import { renderPrompt } from "@/lib/domain/evolution/prompt";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import {
  evolutionRuns,
  learningChannels,
  promptVersions,
  type StoredDecision,
} from "@/server/db/schema/learning";
import { uuidv7 } from "@/server/db/uuid";
import { emit } from "@/server/events/emit";
import { isStillOurs, type RunRow, released, requeue } from "@/server/learning/cycle-lease";
import { type ChannelKnowledge, lockChannel } from "@/server/learning/read-channel";
import { readChannelFacts } from "@/server/learning/read-channel-facts";
import type { Child } from "@/server/learning/roles/make-child";
import { summarise } from "@/server/learning/summarise";
import { hashInput } from "@/server/variants/hash-input";
import { type PromptRow, promptName, toVersion } from "@/server/variants/read-population";

/** What a cycle came to. */
export interface CycleResult {
  plan: CyclePlan;
  /** Of the plan, what is carried out. */
  changes: StatusChange[];
  /** The one that waits for a person from now on; null: none does. */
  proposedId: string | null;
  children: Child[];
  decisions: StoredDecision[];
  /** Why nothing was bred: as things stand, and as it is told ever after. */
  waiting: string | null;
  waited: string | null;
  calls: number;
  seed: number;
}

/** Statuses, children, run, audit and event in one transaction; a run that lost its channel changes nothing. */
export async function storeCycle(
  ctx: Ctx,
  run: RunRow,
  knowledge: ChannelKnowledge,
  result: CycleResult,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, run.channelId);
    if (!(await isStillOurs(tx, channel, run))) return requeue(tx, ctx, run);
    for (const change of result.changes) await moveStatus(tx, ctx, change);
    await markProposed(tx, ctx, knowledge, result.proposedId);
    const bred = await insertChildren(tx, ctx, knowledge, result);
    const population = applyChanges(knowledge.rows.map(toVersion), result.changes);
    const { evidence, effects, settings } = knowledge;
    const now = ctx.now();
    await tx
      .update(learningChannels)
      .set({
        ...released,
        summary: {
          ...summarise(population, evidence, effects, settings.gate),
          waiting: result.waiting,
          resting: result.plan.waiting?.code === "paused",
        },
        nextNumber: channel.nextNumber + bred.length,
        ...(bred.length > 0 ? { bredAt: now, generation: result.plan.generation } : {}),
        lastRunAt: now,
        updatedAt: now,
      })
      .where(eq(learningChannels.id, channel.id));
    await tx
      .update(evolutionRuns)
      .set({
        status: "completed",
        evaluated: evidence.length,
        decisions: result.decisions,
        waiting: result.waited,
        bred: bred.map(({ id }) => id),
        modelCalls: result.calls,
        callBudget: run.modelCalls + settings.callsPerCycle,
        finishedAt: now,
      })
      .where(eq(evolutionRuns.id, run.id));
    await tell(tx, ctx, run, knowledge, result, bred);
  });
}

/** Nobody else can have moved it: the channel is locked and still ours. */
async function moveStatus(tx: Tx, ctx: Ctx, { id, from, to }: StatusChange): Promise<void> {
  const now = ctx.now();
  const moved = await tx
    .update(promptVersions)
    .set({
      status: to,
      awaitingSince: null,
      ...(to === "probation" ? { promotedAt: now } : {}),
      ...(to === "retired" || to === "archived" ? { retiredAt: now } : {}),
    })
    .where(
      and(
        eq(promptVersions.id, id),
        eq(promptVersions.workspaceId, ctx.workspaceId),
        eq(promptVersions.status, from),
      ),
    )
    .returning({ id: promptVersions.id });
  if (moved.length === 0) throw new Error(`prompt ${id} was not ${from} any more`);
}

async function markProposed(
  tx: Tx,
  ctx: Ctx,
  { channel, rows }: ChannelKnowledge,
  proposedId: string | null,
): Promise<void> {
  const over = rows.filter(({ id, awaitingSince }) => awaitingSince && id !== proposedId);
  const own = eq(promptVersions.channelId, channel.id);
  if (over.length > 0)
    await tx
      .update(promptVersions)
      .set({ awaitingSince: null })
      .where(
        and(
          own,
          inArray(
            promptVersions.id,
            over.map(({ id }) => id),
          ),
        ),
      );
  if (proposedId)
    await tx
      .update(promptVersions)
      .set({ awaitingSince: ctx.now() })
      .where(and(own, eq(promptVersions.id, proposedId), isNull(promptVersions.awaitingSince)));
}

async function insertChildren(
  tx: Tx,
  ctx: Ctx,
  { channel }: ChannelKnowledge,
  { children, plan, seed }: CycleResult,
): Promise<PromptRow[]> {
  if (children.length === 0) return [];
  const rows = children.map((child, at) => ({
    ...{ id: uuidv7(), workspaceId: ctx.workspaceId, channelId: channel.id },
    ...child,
    parents: [...child.parents],
    number: channel.nextNumber + at,
    text: renderPrompt(child.directives, child.notes),
    seed,
    inputHash: hashInput({ ...child, seed }),
    generation: plan.generation,
    status: "challenger" as const,
    createdAt: ctx.now(),
  }));
  return tx.insert(promptVersions).values(rows).returning();
}

const AUDITED: Partial<Record<StoredDecision["kind"], string>> = {
  promote: "prompt.promoted",
  propose: "prompt.proposed",
  retire: "prompt.retired",
  rollback: "prompt.rolled_back",
};

async function tell(
  tx: Tx,
  ctx: Ctx,
  run: RunRow,
  { channel, rows }: ChannelKnowledge,
  { decisions, waited, proposedId }: CycleResult,
  bred: readonly PromptRow[],
): Promise<void> {
  const facts = await readChannelFacts(tx, channel);
  const named = new Map(rows.map((row) => [row.id, promptName(row)]));
  const audited = decisions.flatMap(({ kind, promptId, text, numbers }) => {
    const action = AUDITED[kind];
    // One that waits already was told of before.
    const isOld =
      kind === "propose" && rows.some((row) => row.id === proposedId && row.awaitingSince);
    const subject = { subjectType: "prompt", subjectId: promptId };
    const subjectName = `${named.get(promptId ?? "") ?? ""} of ${facts.name}`;
    return action && !isOld
      ? [{ action, ...subject, subjectName, after: { text, ...numbers } }]
      : [];
  });
  const children = bred.map((row) => ({
    action: "prompt.bred",
    ...{
      subjectType: "prompt",
      subjectId: row.id,
      subjectName: `${promptName(row)} of ${facts.name}`,
    },
    after: { operator: row.operator, parents: row.parents, model: row.model },
  }));
  await recordAudit(tx, ctx, [...audited, ...children]);
  const of = (kind: StoredDecision["kind"]) =>
    decisions.flatMap((each) => (each.kind === kind && each.promptId ? [each.promptId] : []));
  await emit(tx, ctx.workspaceId, [
    {
      name: "learning.completed",
      data: {
        ...{ channelId: channel.id, runId: run.id, ...facts.wire, trigger: run.trigger },
        ...{ promoted: of("promote"), proposed: of("propose"), retired: of("retire") },
        ...{ rolledBack: of("rollback"), bred: bred.map(({ id }) => id), waiting: waited },
      },
    },
  ]);
}
