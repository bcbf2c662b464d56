import { and, count, eq, isNull, max } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { conflict } from "@/server/errors";

/** As many as there are letters with a colour of their own. */
export const MAX_VARIANTS = 8;

/** The next letter of a platform; letters of deleted variants are not given again. Call it under the campaign's lock. */
export async function nextOrdinal(tx: Tx, campaignId: string, platform: Platform): Promise<number> {
  const [row] = await tx
    .select({ last: max(variants.ordinal) })
    .from(variants)
    .where(and(eq(variants.campaignId, campaignId), eq(variants.platform, platform)));
  return (row?.last ?? -1) + 1;
}

export async function countLive(tx: Tx, campaignId: string, platform: Platform): Promise<number> {
  const [row] = await tx
    .select({ total: count() })
    .from(variants)
    .where(
      and(
        eq(variants.campaignId, campaignId),
        eq(variants.platform, platform),
        isNull(variants.deletedAt),
      ),
    );
  return row?.total ?? 0;
}

export function assertRoom(live: number, platform: Platform): void {
  if (live < MAX_VARIANTS) return;
  throw conflict(
    `${MAX_VARIANTS} variants compete on ${catalog[platform].label} already. Delete one, then write another.`,
  );
}
