import { and, eq, isNull } from "drizzle-orm";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";
import { toViews } from "@/server/variants/list-variants";
import type { VariantRow } from "@/server/variants/to-variant-view";

export async function getVariant(ctx: Ctx, id: string): Promise<VariantView> {
  const [row] = await ctx.db
    .select({ variant: variants, brand: campaigns.brand })
    .from(variants)
    .innerJoin(campaigns, eq(campaigns.id, variants.campaignId))
    .where(isLive(ctx.workspaceId, id));
  if (!row) throw notFound("variant");
  const [view] = await toViews(ctx.db, ctx.workspaceId, row.brand, [row.variant]);
  if (!view) throw notFound("variant");
  return view;
}

/** @throws AppError `not_found` when it, or its campaign, is deleted or another workspace's. */
export async function requireVariant(
  db: Reader,
  workspaceId: string,
  id: string,
): Promise<VariantRow> {
  const [row] = await db
    .select({ variant: variants })
    .from(variants)
    .innerJoin(campaigns, eq(campaigns.id, variants.campaignId))
    .where(isLive(workspaceId, id));
  if (!row) throw notFound("variant");
  return row.variant;
}

function isLive(workspaceId: string, id: string) {
  return and(
    eq(variants.id, id),
    eq(variants.workspaceId, workspaceId),
    isNull(variants.deletedAt),
    isNull(campaigns.deletedAt),
  );
}
