import { and, desc, eq, lt } from "drizzle-orm";
import type { EvolutionRuns, EvolutionRunView, PromptRef } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { evolutionRuns } from "@/server/db/schema/learning";
import type { RunRow } from "@/server/learning/cycle-lease";
import { getChannelRow } from "@/server/learning/read-channel";
import { readRefs } from "@/server/learning/to-refs";

interface Page {
  cursor?: string | undefined;
  limit: number;
}

const isId = (cursor: string | undefined) => /^[0-9a-f-]{36}$/.test(cursor ?? "");

/** The cycles of one channel, the latest first. */
export async function listRuns(ctx: Ctx, channelId: string, page: Page): Promise<EvolutionRuns> {
  await getChannelRow(ctx.db, ctx.workspaceId, channelId);
  const rows = await ctx.db
    .select()
    .from(evolutionRuns)
    .where(
      and(
        eq(evolutionRuns.workspaceId, ctx.workspaceId),
        eq(evolutionRuns.channelId, channelId),
        isId(page.cursor) ? lt(evolutionRuns.id, page.cursor ?? "") : undefined,
      ),
    )
    .orderBy(desc(evolutionRuns.id))
    .limit(page.limit + 1);
  const items = rows.slice(0, page.limit);
  const named = items.flatMap(({ bred, decisions }) => [
    ...bred,
    ...decisions.flatMap(({ promptId }) => promptId ?? []),
  ]);
  const refs = await readRefs(ctx.db, ctx.workspaceId, named);
  return {
    items: items.map((row) => toRunView(row, refs)),
    nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null,
  };
}

export function toRunView(row: RunRow, refs: ReadonlyMap<string, PromptRef>): EvolutionRunView {
  const { id, channelId, trigger, status, newPosts, waiting, modelCalls, callBudget } = row;
  return {
    ...{ id, channelId, trigger, status, newPosts, waiting, modelCalls, callBudget },
    evaluatedPosts: row.evaluated,
    decisions: row.decisions.map(({ promptId, ...decision }) => ({
      ...decision,
      prompt: refs.get(promptId ?? "") ?? null,
    })),
    bred: row.bred.flatMap((bredId) => refs.get(bredId) ?? []),
    error: row.error,
    askedBy: row.askedBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
