import { and, asc, eq, inArray } from "drizzle-orm";
import type { ArmRule } from "@/lib/contracts/optimizer-settings";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { users } from "@/server/db/schema/users";

/** A variant, whether or not it may be posted. */
export interface Arm {
  armId: string;
  letter: string;
  label: string;
  /** It can't be posted any more; its history still counts. */
  deleted: boolean;
  rule: ArmRule | null;
  ruledBy: string | null;
  ruledAt: Date | null;
}

interface ArmScope {
  workspaceId: string;
  campaignIds: readonly string[];
  platform?: string;
}

export function armsKey(campaignId: string, platform: string): string {
  return `${campaignId}/${platform}`;
}

/** The arms of each campaign on each platform, by `armsKey`, in the order of their letters. */
export async function readArms(reader: Reader, scope: ArmScope): Promise<Map<string, Arm[]>> {
  if (scope.campaignIds.length === 0) return new Map();
  const rows = await reader
    .select({ variant: variants, person: users.name })
    .from(variants)
    .leftJoin(users, eq(users.id, variants.ruledBy))
    .where(
      and(
        eq(variants.workspaceId, scope.workspaceId),
        inArray(variants.campaignId, [...scope.campaignIds]),
        scope.platform ? eq(variants.platform, scope.platform) : undefined,
      ),
    )
    .orderBy(asc(variants.ordinal));
  const groups = Map.groupBy(rows, ({ variant }) => armsKey(variant.campaignId, variant.platform));
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      group.map(({ variant, person }) => ({
        ...{ armId: variant.id, letter: armLetter(variant.ordinal), label: variant.label },
        ...{ deleted: variant.deletedAt !== null, rule: variant.optimizerRule },
        ...{ ruledBy: person, ruledAt: variant.ruledAt },
      })),
    ]),
  );
}
