import { and, desc, eq, sql } from "drizzle-orm";
import type { EvolutionRuns, EvolutionRunView, PromptRef } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { cutPage } from "@/server/cursor";
import { evolutionRuns } from "@/server/db/schema/learning";
import type { RunRow } from "@/server/learning/cycle-lease";
import { isAfter, type LogPlace, logCursor } from "@/server/learning/log-place";
import { readActs, toAct } from "@/server/learning/read-acts";
import { getChannelRow } from "@/server/learning/read-channel";
import { readRefs } from "@/server/learning/to-refs";
import type { ChannelRow } from "@/server/variants/read-population";

interface Page {
  cursor?: string | undefined;
  limit: number;
}

/** When it was over, or else asked for: as the log tells it. */
const toldAt = ({ finishedAt, createdAt }: RunRow): Date => finishedAt ?? createdAt;
const toldAtSql = sql<Date>`date_trunc('milliseconds', coalesce(${evolutionRuns.finishedAt}, ${evolutionRuns.createdAt}))`;

/** The cycles of one channel and what people decided between them, the latest first. */
export async function listRuns(
  ctx: Ctx,
  channelId: string,
  { cursor, limit }: Page,
): Promise<EvolutionRuns> {
  const channel = await getChannelRow(ctx.db, ctx.workspaceId, channelId);
  const after = logCursor.read(cursor);
  const runs = await readRuns(ctx, channel, after, limit + 1);
  const acts = await readActs(ctx, channel, after, limit + 1);
  const both = [
    ...runs.map((run) => ({ id: run.id, at: toldAt(run), run, act: null })),
    ...acts.map((act) => ({ id: act.id, at: act.at, run: null, act })),
  ].toSorted((a, b) => b.at.getTime() - a.at.getTime() || (b.id > a.id ? 1 : -1));
  const { page, end } = cutPage(both, limit);
  const named = page.flatMap(({ run, act }) => (run ? namedIn(run) : (act?.promptId ?? [])));
  const refs = await readRefs(ctx.db, ctx.workspaceId, named);
  return {
    items: page.flatMap(({ run }) => (run ? toRunView(run, refs) : [])),
    acts: page.flatMap(({ act }) => (act ? toAct(act, refs) : [])),
    nextCursor: end && logCursor.write([end.at.toISOString(), end.id]),
  };
}

function readRuns(ctx: Ctx, { id }: ChannelRow, after: LogPlace | null, limit: number) {
  return ctx.db
    .select()
    .from(evolutionRuns)
    .where(
      and(
        eq(evolutionRuns.workspaceId, ctx.workspaceId),
        eq(evolutionRuns.channelId, id),
        isAfter(toldAtSql, sql`${evolutionRuns.id}`, after),
      ),
    )
    .orderBy(desc(toldAtSql), desc(evolutionRuns.id))
    .limit(limit);
}

const namedIn = ({ bred, decisions }: RunRow): string[] => [
  ...bred,
  ...decisions.flatMap(({ promptId }) => promptId ?? []),
];

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
