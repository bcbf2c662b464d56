import { and, eq } from "drizzle-orm";
import type { PromptStatus } from "@/lib/domain/evolution/prompt";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { learningChannels, promptVersions } from "@/server/db/schema/learning";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { released } from "@/server/learning/cycle-lease";
import { wordWaiting } from "@/server/learning/decision-words";
import { planChannel } from "@/server/learning/plan-channel";
import { type ChannelKnowledge, readKnowledge } from "@/server/learning/read-channel";
import { readChannelFacts } from "@/server/learning/read-channel-facts";
import { summarise } from "@/server/learning/summarise";
import {
  type ChannelRow,
  type PromptRow,
  promptName,
  toVersion,
} from "@/server/variants/read-population";

export interface Decision {
  prompt: PromptRow;
  from: PromptStatus;
  to: PromptStatus;
  rejected?: boolean;
}

interface Told {
  /** What the audit log says, about which prompt and why. */
  action: string;
  prompt: PromptRow;
  note?: string;
}

/**
 * A person's decision: the channel is locked, and a cycle that runs at this moment loses it and
 * begins again with what was decided. The summary follows at once.
 */
export async function carryOut(
  tx: Tx,
  ctx: Ctx,
  channel: ChannelRow,
  decisions: readonly Decision[],
  { action, prompt, note }: Told,
): Promise<void> {
  const now = ctx.now();
  for (const decision of decisions) await move(tx, ctx, decision, now);
  const knowledge = await readKnowledge(ctx, channel, tx);
  const { rows, evidence, effects, settings } = knowledge;
  const standing = summarise(rows.map(toVersion), evidence, effects, settings.gate);
  await tx
    .update(learningChannels)
    .set({
      ...released,
      ...(channel.summary
        ? { summary: { ...channel.summary, ...standing, ...whatComes(ctx, knowledge) } }
        : {}),
      updatedAt: now,
    })
    .where(eq(learningChannels.id, channel.id));
  const facts = await readChannelFacts(tx, channel);
  await recordAudit(tx, ctx, {
    action,
    ...{ subjectType: "prompt", subjectId: prompt.id },
    subjectName: `${promptName(prompt)} of ${facts.name}`,
    before: Object.fromEntries(decisions.map((each) => [promptName(each.prompt), each.from])),
    after: {
      ...Object.fromEntries(decisions.map((each) => [promptName(each.prompt), each.to])),
      ...(note ? { note } : {}),
    },
  });
  const data = { channelId: channel.id, promptId: prompt.id, ...facts.wire, action };
  await emit(tx, ctx.workspaceId, [{ name: "learning.changed", data }]);
}

/** What the last run waited for may have been this very decision. */
function whatComes(ctx: Ctx, knowledge: ChannelKnowledge) {
  const at = { now: ctx.now(), forced: false, random: ctx.runtime.random };
  const { waiting } = planChannel(knowledge, at);
  const next = "A place is free: a new prompt is written with the next results.";
  return {
    waiting: waiting ? wordWaiting(waiting) : next,
    resting: waiting?.code === "paused",
  };
}

async function move(
  tx: Tx,
  ctx: Ctx,
  { prompt, from, to, rejected }: Decision,
  now: Date,
): Promise<void> {
  const moved = await tx
    .update(promptVersions)
    .set({
      status: to,
      awaitingSince: null,
      ...(rejected ? { rejectedAt: now } : {}),
      ...(to === "probation" || to === "champion" ? { promotedAt: now, retiredAt: null } : {}),
      ...(to === "retired" || to === "archived" ? { retiredAt: now } : {}),
    })
    .where(
      and(
        eq(promptVersions.id, prompt.id),
        eq(promptVersions.workspaceId, ctx.workspaceId),
        eq(promptVersions.status, from),
      ),
    )
    .returning({ id: promptVersions.id });
  if (moved.length === 0)
    throw conflict(`${promptName(prompt)} has changed since. Look at it again, then decide.`);
}
