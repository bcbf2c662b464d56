import { and, desc, eq, gt, inArray, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate } from "@/lib/contracts/common";
import type { LearningChannels, LearningChannelsQuery } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { socialAccounts } from "@/server/db/schema/accounts";
import { learningChannels, promptVersions } from "@/server/db/schema/learning";
import { LINEAGE, toPerformance } from "@/server/learning/to-performance";
import { readLearningSettings } from "@/server/variants/read-learning-settings";
import type { ChannelRow, PromptRow } from "@/server/variants/read-population";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

const lastSeen = sql<Date>`date_trunc('milliseconds', coalesce(${learningChannels.lastRunAt}, ${learningChannels.createdAt}))`;

const cursor = createCursor(z.tuple([IsoDate, Id]));

/** How each channel of the shown world does, the one evaluated last first. */
export async function listChannels(
  ctx: Ctx,
  query: LearningChannelsQuery,
): Promise<LearningChannels> {
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const { handle, displayName } = socialAccounts;
  const after = cursor.read(query.cursor);
  const rows = await ctx.db
    .select({
      channel: learningChannels,
      account: { handle, displayName, sandbox: socialAccounts.sandbox },
    })
    .from(learningChannels)
    .innerJoin(socialAccounts, eq(socialAccounts.id, learningChannels.accountId))
    .where(
      and(
        eq(learningChannels.workspaceId, ctx.workspaceId),
        eq(socialAccounts.sandbox, sandbox),
        after ? isBefore(...after) : undefined,
      ),
    )
    .orderBy(desc(lastSeen), desc(learningChannels.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  const settings = await readLearningSettings(ctx.db, ctx.workspaceId);
  const prompts = await readPrompts(
    ctx,
    page.map(({ channel }) => channel),
  );
  return {
    items: page.map(({ channel, account }) =>
      toPerformance({
        ...{ channel, account, settings, summary: channel.summary, now: ctx.now() },
        prompts: prompts.get(channel.id) ?? [],
      }),
    ),
    nextCursor: end && toCursor(end.channel),
    settings,
  };
}

/** The latest of the families, those that compete, and those that are named. */
async function readPrompts(
  ctx: Ctx,
  channels: readonly ChannelRow[],
): Promise<Map<string, PromptRow[]>> {
  if (channels.length === 0) return new Map();
  const named = channels.flatMap(({ seedId, summary }) =>
    [seedId, summary?.bestId, summary?.worstId].flatMap((id) => id ?? []),
  );
  const rows = await ctx.db
    .select({ prompt: promptVersions })
    .from(promptVersions)
    .innerJoin(learningChannels, eq(learningChannels.id, promptVersions.channelId))
    .where(
      and(
        eq(promptVersions.workspaceId, ctx.workspaceId),
        inArray(
          promptVersions.channelId,
          channels.map(({ id }) => id),
        ),
        or(
          gt(promptVersions.number, sql`${learningChannels.nextNumber} - ${LINEAGE + 1}`),
          inArray(promptVersions.status, ["champion", "probation", "challenger"]),
          inArray(promptVersions.id, named),
        ),
      ),
    );
  return Map.groupBy(
    rows.map(({ prompt }) => prompt),
    (row) => row.channelId,
  );
}

const toCursor = ({ id, lastRunAt, createdAt }: ChannelRow): string =>
  cursor.write([(lastRunAt ?? createdAt).toISOString(), id]);

const isBefore = (at: string, id: string): SQL =>
  sql`(${lastSeen}, ${learningChannels.id}) < (${at}::timestamptz, ${id}::uuid)`;
