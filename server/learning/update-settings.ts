import { eq } from "drizzle-orm";
import type { LearningSettings, UpdateLearningSettings } from "@/lib/contracts/learning-settings";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { learningPosts, learningSettings } from "@/server/db/schema/learning";
import { emit } from "@/server/events/emit";
import { readLearningSettings } from "@/server/variants/read-learning-settings";

/** What is left out stays as it is. */
export async function updateLearningSettings(
  ctx: Ctx,
  input: UpdateLearningSettings,
): Promise<LearningSettings> {
  const { workspaceId } = ctx;
  return ctx.db.transaction(async (tx) => {
    await tx.insert(learningSettings).values({ workspaceId }).onConflictDoNothing();
    const own = eq(learningSettings.workspaceId, workspaceId);
    await tx
      .select({ id: learningSettings.workspaceId })
      .from(learningSettings)
      .where(own)
      .for("update");
    const before = await readLearningSettings(tx, workspaceId);
    const given = Object.entries(input).filter(([, value]) => value !== undefined);
    const after: LearningSettings = { ...before, ...Object.fromEntries(given) };
    const changed = (Object.keys(after) as (keyof LearningSettings)[]).filter(
      (key) => after[key] !== before[key],
    );
    if (changed.length === 0) return before;
    await tx.update(learningSettings).set({ settings: after, updatedAt: ctx.now() }).where(own);
    // A lower threshold may be reached by what was counted long ago.
    if (changed.includes("readyEvents"))
      await tx
        .update(learningPosts)
        .set({ dirty: true })
        .where(eq(learningPosts.workspaceId, workspaceId));
    const pick = (from: LearningSettings) =>
      Object.fromEntries(changed.map((key) => [key, from[key]]));
    await recordAudit(tx, ctx, {
      action: "learning.settings_changed",
      ...{ subjectType: "workspace", subjectId: workspaceId, subjectName: null },
      ...{ before: pick(before), after: pick(after) },
    });
    await emit(tx, workspaceId, [{ name: "learning.changed", data: { changed } }]);
    return after;
  });
}
