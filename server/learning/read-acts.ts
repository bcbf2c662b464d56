import { and, desc, eq, gte, inArray, or, sql } from "drizzle-orm";
import { LEARNING_ACTS, type LearningAct, type PromptRef } from "@/lib/contracts/learning";
import type { Ctx } from "@/server/context";
import { auditLog, isLearningAct } from "@/server/db/schema/facts";
import { promptVersions } from "@/server/db/schema/learning";
import { isAfter, type LogPlace } from "@/server/learning/log-place";
import { wordAct } from "@/server/learning/word-act";
import type { ChannelRow } from "@/server/variants/read-population";

interface ActRow {
  id: string;
  at: Date;
  who: string;
  kind: LearningAct["kind"];
  promptId: string | null;
  before: unknown;
  after: unknown;
}

const atSql = sql<Date>`date_trunc('milliseconds', ${auditLog.at})`;

/** What people decided about a channel, its prompts or the workspace's rules since it exists; the latest first. */
export async function readActs(
  ctx: Ctx,
  channel: ChannelRow,
  after: LogPlace | null,
  limit: number,
): Promise<ActRow[]> {
  const own = ctx.db
    .select({ id: sql<string>`${promptVersions.id}::text` })
    .from(promptVersions)
    .where(eq(promptVersions.channelId, channel.id));
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, ctx.workspaceId),
        isLearningAct,
        gte(auditLog.at, channel.createdAt),
        or(
          eq(auditLog.subjectType, "workspace"),
          and(eq(auditLog.subjectType, "channel"), eq(auditLog.subjectId, channel.id)),
          and(eq(auditLog.subjectType, "prompt"), inArray(auditLog.subjectId, own)),
        ),
        isAfter(atSql, sql`${auditLog.id}`, after),
      ),
    )
    .orderBy(desc(atSql), desc(auditLog.id))
    .limit(limit);
  return rows.flatMap(toRow);
}

function toRow(row: typeof auditLog.$inferSelect): ActRow[] {
  const kind = LEARNING_ACTS.find((act) => row.action.endsWith(`.${act}`));
  const { id, at, actorName: who, before, after } = row;
  const promptId = row.subjectType === "prompt" ? row.subjectId : null;
  return kind ? [{ id, at, who, kind, promptId, before, after }] : [];
}

export function toAct(row: ActRow, refs: ReadonlyMap<string, PromptRef>): LearningAct {
  const { id, who, kind, promptId } = row;
  const prompt = refs.get(promptId ?? "") ?? null;
  return {
    ...{ id, who, kind, prompt },
    at: row.at.toISOString(),
    text: wordAct(row, prompt?.name ?? "a prompt"),
  };
}
