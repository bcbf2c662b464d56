import { and, eq, isNull } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { notFound } from "@/server/errors";
import type { PauseMark, PauseTarget } from "./pause-scope";

type Marked = PauseMark & { paused: boolean };

/**
 * Whether the target is paused, since when and by whom.
 * @throws AppError `not_found` where this workspace has no such thing.
 */
export async function readMark(reader: Reader, ctx: Ctx, target: PauseTarget): Promise<Marked> {
  const [mark] = await select(reader, ctx, target);
  if (!mark) throw notFound(target.level);
  return mark;
}

function select(reader: Reader, { workspaceId }: Ctx, { level, id }: PauseTarget) {
  switch (level) {
    case "workspace": {
      const { pausedAt, pausedBy, allPaused: paused } = workspaces;
      const where = eq(workspaces.id, workspaceId);
      return reader.select({ pausedAt, pausedBy, paused }).from(workspaces).where(where);
    }
    case "account": {
      const { pausedAt, pausedBy, paused } = socialAccounts;
      const where = and(eq(socialAccounts.id, id), eq(socialAccounts.workspaceId, workspaceId));
      return reader.select({ pausedAt, pausedBy, paused }).from(socialAccounts).where(where);
    }
    case "campaign":
      return selectCampaign(reader, workspaceId, id);
    case "schedule": {
      const { pausedAt, pausedBy, paused } = schedules;
      const where = and(
        eq(schedules.id, id),
        eq(schedules.workspaceId, workspaceId),
        isNull(schedules.deletedAt),
      );
      return reader.select({ pausedAt, pausedBy, paused }).from(schedules).where(where);
    }
  }
}

/** A completed campaign posts as little as a paused one. */
async function selectCampaign(reader: Reader, workspaceId: string, id: string): Promise<Marked[]> {
  const { pausedAt, pausedBy, status } = campaigns;
  const rows = await reader
    .select({ pausedAt, pausedBy, status })
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, id),
        eq(campaigns.workspaceId, workspaceId),
        isNull(campaigns.deletedAt),
      ),
    );
  return rows.map(({ status: at, ...mark }) => ({
    ...mark,
    paused: at === "paused" || at === "completed",
  }));
}
