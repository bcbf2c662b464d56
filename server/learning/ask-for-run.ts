import { eq } from "drizzle-orm";
import type { EvolutionRunView } from "@/lib/contracts/learning";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { evolutionRuns } from "@/server/db/schema/learning";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { toRunView } from "@/server/learning/list-runs";
import { queueRun } from "@/server/learning/queue-run";
import { lockChannel } from "@/server/learning/read-channel";
import { readChannelFacts } from "@/server/learning/read-channel-facts";

/** Queues a cycle now. It still breeds only from new results, but neither the day nor a rest holds it back. */
export async function askForRun(ctx: Ctx, channelId: string): Promise<EvolutionRunView> {
  return ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, channelId);
    const runId = await queueRun(tx, ctx.runtime, {
      ...{ workspaceId: ctx.workspaceId, channelId, trigger: "person", newPosts: 0 },
      ...{ askedBy: ctx.actor.name, now: ctx.now() },
    });
    const [row] = await tx.select().from(evolutionRuns).where(eq(evolutionRuns.id, runId));
    if (!row) throw notFound("run");
    const facts = await readChannelFacts(tx, channel);
    await recordAudit(tx, ctx, {
      action: "learning.run_asked",
      ...{ subjectType: "channel", subjectId: channelId, subjectName: facts.name },
    });
    const data = { channelId, runId, ...facts.wire };
    await emit(tx, ctx.workspaceId, [{ name: "learning.changed", data }]);
    return toRunView(row, new Map());
  });
}
