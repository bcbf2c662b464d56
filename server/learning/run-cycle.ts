import { and, eq } from "drizzle-orm";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import type { CyclePlan } from "@/lib/domain/evolution/cycle";
import { type Ctx, systemContext } from "@/server/context";
import { evolutionRuns, learningChannels, type StoredDecision } from "@/server/db/schema/learning";
import { emit } from "@/server/events/emit";
import type { JobPayload } from "@/server/jobs/catalog";
import { breedChildren } from "@/server/learning/breed-children";
import { claimRun, isStillOurs, type RunRow, released } from "@/server/learning/cycle-lease";
import {
  wordChallenger,
  wordProbation,
  wordProposed,
  wordWaited,
  wordWaiting,
} from "@/server/learning/decision-words";
import { findHold } from "@/server/learning/find-hold";
import { planChannel } from "@/server/learning/plan-channel";
import { type ChannelKnowledge, lockChannel, readKnowledge } from "@/server/learning/read-channel";
import { type CycleResult, storeCycle } from "@/server/learning/store-cycle";
import { readLearningSettings } from "@/server/variants/read-learning-settings";
import { promptName } from "@/server/variants/read-population";

const SEEDS = 2 ** 32;

/** One micro-cycle of a channel: evaluates, decides, breeds. A stale call finds nothing to do; a failure is a row. */
export async function runCycle(
  runtime: Ctx["runtime"],
  { workspaceId, runId }: JobPayload<"evolve-channel">,
): Promise<void> {
  const ctx = systemContext(runtime, workspaceId, runId);
  const { callsPerCycle } = await readLearningSettings(ctx.db, workspaceId);
  const claimed = await claimRun(ctx, runId, callsPerCycle);
  if (!claimed) return;
  const { run, channel } = claimed;
  let calls = run.modelCalls;
  try {
    const knowledge = withinBudget(await readKnowledge(ctx, channel), run);
    const result = await decide(ctx, run, knowledge);
    calls += result.calls;
    await storeCycle(ctx, run, knowledge, { ...result, calls });
  } catch (error) {
    ctx.log.error({ err: error, runId }, "evolution run failed");
    await fail(ctx, run, calls);
  }
}

/** A try after a failed one has what that one left. */
function withinBudget(knowledge: ChannelKnowledge, run: RunRow): ChannelKnowledge {
  const { settings } = knowledge;
  const callsPerCycle = Math.max(0, settings.callsPerCycle - run.modelCalls);
  return { ...knowledge, settings: { ...settings, callsPerCycle } };
}

async function decide(ctx: Ctx, run: RunRow, knowledge: ChannelKnowledge): Promise<CycleResult> {
  const { channel, settings, rows } = knowledge;
  const seed = Math.floor(ctx.runtime.random() * SEEDS);
  const forced = run.trigger === "person";
  const plan = planChannel(knowledge, { now: ctx.now(), forced, random: seededRandom(seed) });
  const held = findHold(knowledge);
  const proposed = !held && settings.approvalRequired ? plan.promotion : null;
  const mayBreed = !held && !proposed;
  const { children, calls } = mayBreed
    ? await breedChildren(ctx, knowledge, plan.breed)
    : { children: [], calls: 0 };
  const nameOf = (id: string) => {
    const row = rows.find((each) => each.id === id);
    return row ? promptName(row) : "a prompt";
  };
  const decisions = held ? [] : wordDecisions(plan, nameOf, proposed?.promptId ?? null);
  // What the channel waits for by then is told from the prompt's own state.
  const approval = proposed && wordProposed(nameOf(proposed.promptId));
  return {
    ...{ plan, children, calls, seed },
    changes: held ? [] : plan.changes.filter(({ id }) => id !== proposed?.promptId),
    proposedId: proposed?.promptId ?? keepProposal(knowledge, held !== null),
    decisions: [...decisions, ...wordBred(channel.nextNumber, children)],
    waiting: held?.standing ?? approval ?? (plan.waiting && wordWaiting(plan.waiting)),
    waited: held?.kept ?? approval ?? (plan.waiting && wordWaited(plan.waiting)),
  };
}

/** While nothing may be decided, what waits for a person goes on waiting. */
function keepProposal({ rows }: ChannelKnowledge, isHeld: boolean): string | null {
  return isHeld ? (rows.find(({ awaitingSince }) => awaitingSince !== null)?.id ?? null) : null;
}

function wordDecisions(
  plan: CyclePlan,
  nameOf: (id: string) => string,
  proposedId: string | null,
): StoredDecision[] {
  const { probation, challengers, promotion } = plan;
  return [
    ...(probation ? [wordProbation(probation, nameOf)] : []),
    ...challengers.map((judged) => {
      const isChosen = judged.promptId === promotion?.promptId;
      const outcome = !isChosen ? "none" : proposedId ? "propose" : "promote";
      return wordChallenger(judged, nameOf, outcome);
    }),
  ];
}

const wordBred = (
  first: number,
  children: readonly { why: string; operator: string }[],
): StoredDecision[] =>
  children.map((child, at) => ({
    kind: "breed",
    promptId: null,
    text: `P${first + at} was written. ${child.why}`,
    numbers: {},
  }));

const FAILED = "The server could not finish this run. It is tried again; the log has the details.";

async function fail(ctx: Ctx, run: RunRow, modelCalls: number): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, run.channelId);
    if (!(await isStillOurs(tx, channel, run))) return;
    const now = ctx.now();
    await tx
      .update(learningChannels)
      .set({ ...released, lastRunAt: now, updatedAt: now })
      .where(eq(learningChannels.id, channel.id));
    await tx
      .update(evolutionRuns)
      .set({ status: "failed", error: FAILED, modelCalls, finishedAt: now })
      .where(and(eq(evolutionRuns.id, run.id), eq(evolutionRuns.status, "running")));
    await emit(tx, ctx.workspaceId, [
      { name: "learning.changed", data: { channelId: channel.id, runId: run.id } },
    ]);
  });
}
