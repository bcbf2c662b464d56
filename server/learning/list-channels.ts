import { and, desc, eq, gt, inArray, or, type SQL, sql } from "drizzle-orm";
import type { LearningChannels, LearningChannelsQuery } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { learningChannels, promptVersions } from "@/server/db/schema/learning";
import { LINEAGE, toPerformance } from "@/server/learning/to-performance";
import { readLearningSettings } from "@/server/variants/read-learning-settings";
import type { ChannelRow, PromptRow } from "@/server/variants/read-population";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

const lastSeen = sql<Date>`date_trunc('milliseconds', coalesce(${learningChannels.lastRunAt}, ${learningChannels.createdAt}))`;

/** How each channel of the shown world does, the one evaluated last first. */
export async function listChannels(
  ctx: Ctx,
  query: LearningChannelsQuery,
): Promise<LearningChannels> {
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const { handle, displayName } = socialAccounts;
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
        afterCursor(query.cursor),
      ),
    )
    .orderBy(desc(lastSeen), desc(learningChannels.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const settings = await readLearningSettings(ctx.db, ctx.workspaceId);
  const prompts = await readPrompts(
    ctx,
    page.map(({ channel }) => channel),
  );
  const last = page.at(-1)?.channel;
  return {
    items: page.map(({ channel, account }) =>
      toPerformance({
        ...{ channel, account, settings, summary: channel.summary, now: ctx.now() },
        prompts: prompts.get(channel.id) ?? [],
      }),
    ),
    nextCursor: rows.length > query.limit && last ? toCursor(last) : null,
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
  `${(lastRunAt ?? createdAt).getTime()}.${id}`;

/** One that is not ours begins at the start. */
function afterCursor(cursor: string | undefined): SQL | undefined {
  const [, time, id] = /^(\d{1,14})\.([0-9a-f-]{36})$/.exec(cursor ?? "") ?? [];
  if (!time || !id) return undefined;
  const at = new Date(Number(time)).toISOString();
  return sql`(${lastSeen}, ${learningChannels.id}) < (${at}::timestamptz, ${id}::uuid)`;
}
