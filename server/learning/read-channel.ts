import { and, eq } from "drizzle-orm";
import type { LearningSettings } from "@/lib/contracts/learning-settings";
import { type Effects, fitEffects } from "@/lib/domain/evolution/effects";
import type { Ctx } from "@/server/context";
import type { Reader, Tx } from "@/server/db/client";
import { learningChannels } from "@/server/db/schema/learning";
import { notFound } from "@/server/errors";
import { type EvidencePost, readEvidence } from "@/server/variants/read-evidence";
import { readLearningSettings } from "@/server/variants/read-learning-settings";
import { type ChannelRow, type PromptRow, readPopulation } from "@/server/variants/read-population";

/** All that is known of a channel. */
export interface ChannelKnowledge {
  channel: ChannelRow;
  rows: PromptRow[];
  evidence: EvidencePost[];
  effects: Effects;
  settings: LearningSettings;
}

export async function readKnowledge(
  ctx: Ctx,
  channel: ChannelRow,
  db: Reader = ctx.db,
): Promise<ChannelKnowledge> {
  const rows = await readPopulation(db, channel);
  const evidence = await readEvidence(ctx, channel.id, db);
  const settings = await readLearningSettings(db, ctx.workspaceId);
  const effects = fitEffects(evidence.map(({ observation }) => observation));
  return { channel, rows, evidence, effects, settings };
}

const isOwn = (workspaceId: string, id: string) =>
  and(eq(learningChannels.id, id), eq(learningChannels.workspaceId, workspaceId));

/** @throws AppError `not_found` also for a channel of another workspace. */
export async function getChannelRow(
  db: Reader,
  workspaceId: string,
  id: string,
): Promise<ChannelRow> {
  const [row] = await db.select().from(learningChannels).where(isOwn(workspaceId, id));
  if (!row) throw notFound("channel");
  return row;
}

/** Everything that changes a channel or its prompts takes this lock first. */
export async function lockChannel(tx: Tx, workspaceId: string, id: string): Promise<ChannelRow> {
  const [row] = await tx
    .select()
    .from(learningChannels)
    .where(isOwn(workspaceId, id))
    .for("no key update");
  if (!row) throw notFound("channel");
  return row;
}
