import { eq } from "drizzle-orm";
import type { LearningChannel, UpdateLearningChannel } from "@/lib/contracts/learning";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { learningChannels } from "@/server/db/schema/learning";
import { emit } from "@/server/events/emit";
import { released } from "@/server/learning/cycle-lease";
import { getChannel } from "@/server/learning/get-channel";
import { lockChannel } from "@/server/learning/read-channel";
import { readChannelFacts } from "@/server/learning/read-channel-facts";

/** Pauses a channel or lets it go on. A cycle that runs at this moment begins again and sees it. */
export async function updateChannel(
  ctx: Ctx,
  id: string,
  { paused }: UpdateLearningChannel,
): Promise<LearningChannel> {
  await ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, id);
    if (channel.paused === paused) return;
    const now = ctx.now();
    await tx
      .update(learningChannels)
      .set({
        ...released,
        paused,
        pausedAt: paused ? now : null,
        pausedBy: paused ? ctx.actor.name : null,
        updatedAt: now,
      })
      .where(eq(learningChannels.id, id));
    const facts = await readChannelFacts(tx, channel);
    await recordAudit(tx, ctx, {
      action: paused ? "learning.paused" : "learning.resumed",
      ...{ subjectType: "channel", subjectId: id, subjectName: facts.name },
    });
    const data = { channelId: id, ...facts.wire, paused };
    await emit(tx, ctx.workspaceId, [{ name: "learning.changed", data }]);
  });
  return getChannel(ctx, id);
}
