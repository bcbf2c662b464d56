import { and, asc, eq, gt, inArray, or } from "drizzle-orm";
import type { PromptVersion } from "@/lib/domain/evolution/prompt";
import type { Reader } from "@/server/db/client";
import { type learningChannels, promptVersions } from "@/server/db/schema/learning";

export type ChannelRow = typeof learningChannels.$inferSelect;
export type PromptRow = typeof promptVersions.$inferSelect;

// Far more than ever compete; what is older only has descendants.
const LATEST = 200;

/** The channel's prompts in the order in which they were made: the latest, and all that still matter. */
export function readPopulation(db: Reader, channel: ChannelRow): Promise<PromptRow[]> {
  return db
    .select()
    .from(promptVersions)
    .where(
      and(
        eq(promptVersions.channelId, channel.id),
        eq(promptVersions.workspaceId, channel.workspaceId),
        or(
          gt(promptVersions.number, channel.nextNumber - 1 - LATEST),
          eq(promptVersions.id, channel.seedId),
          inArray(promptVersions.status, ["champion", "probation", "challenger"]),
        ),
      ),
    )
    .orderBy(asc(promptVersions.number));
}

export function toVersion(row: PromptRow): PromptVersion {
  const { id, directives, parents, operator, notes, text, status, generation } = row;
  const createdAt = row.createdAt.toISOString();
  return { id, directives, parents, operator, notes, text, status, generation, createdAt };
}

/** "P7", unique within its channel. */
export const promptName = ({ number }: Pick<PromptRow, "number">): string => `P${number}`;
