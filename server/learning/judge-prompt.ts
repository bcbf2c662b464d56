import { and, eq } from "drizzle-orm";
import type { LearningChannel, PromptVerdict } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { promptVersions } from "@/server/db/schema/learning";
import { conflict, notFound } from "@/server/errors";
import { carryOut } from "@/server/learning/carry-out";
import { getChannel } from "@/server/learning/get-channel";
import { lockChannel } from "@/server/learning/read-channel";
import { whatCan } from "@/server/learning/to-prompt-node";
import { type PromptRow, promptName, readPopulation } from "@/server/variants/read-population";

/** Promotes a prompt that competes, on probation beside the champion, or takes it out for good. */
export async function judgePrompt(
  ctx: Ctx,
  { id, promptId }: { id: string; promptId: string },
  { verdict, note }: PromptVerdict,
): Promise<LearningChannel> {
  await ctx.db.transaction(async (tx) => {
    const channel = await lockChannel(tx, ctx.workspaceId, id);
    const prompt = await getPromptRow(tx, ctx.workspaceId, id, promptId);
    const can = whatCan(prompt, await readPopulation(tx, channel));
    const name = promptName(prompt);
    if (!can.reject) throw conflict(`${name} does not compete any more: it is ${prompt.status}.`);
    if (verdict === "promote" && !can.promote)
      throw conflict("Another prompt is on probation. Wait until it is proved, or roll it back.");
    const isPromotion = verdict === "promote";
    await carryOut(
      tx,
      ctx,
      channel,
      [
        {
          prompt,
          from: "challenger",
          to: isPromotion ? "probation" : "retired",
          rejected: !isPromotion,
        },
      ],
      { action: isPromotion ? "prompt.promoted" : "prompt.rejected", prompt, note },
    );
  });
  return getChannel(ctx, id);
}

/** @throws AppError `not_found` also for a prompt of another channel or workspace. */
export async function getPromptRow(
  db: Reader,
  workspaceId: string,
  channelId: string,
  id: string,
): Promise<PromptRow> {
  const [row] = await db
    .select()
    .from(promptVersions)
    .where(
      and(
        eq(promptVersions.id, id),
        eq(promptVersions.channelId, channelId),
        eq(promptVersions.workspaceId, workspaceId),
      ),
    );
  if (!row) throw notFound("prompt");
  return row;
}
