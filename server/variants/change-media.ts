import { and, eq, sql } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { outdated } from "@/server/campaigns/edition";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { type VariantMedia, variants } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";
import { changeVariant } from "@/server/variants/change-variant";
import { requireVariant } from "@/server/variants/get-variant";
import type { VariantRow } from "@/server/variants/to-variant-view";

interface MediaChange {
  media: VariantMedia[];
  action: string;
  detail: Record<string, unknown>;
}

/** Changes a variant's list of files as it is at that moment, so that two uploads at once both stay. */
export async function changeMedia(
  ctx: Ctx,
  id: string,
  toChange: (variant: VariantRow, tx: Tx) => MediaChange | Promise<MediaChange>,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx
      .select({ id: variants.id })
      .from(variants)
      .where(and(eq(variants.id, id), eq(variants.workspaceId, ctx.workspaceId)))
      .for("update");
    const before = await requireVariant(tx, ctx.workspaceId, id);
    const { media, action, detail } = await toChange(before, tx);
    const after = await changeVariant(tx, ctx, before, { media }, sql`true`);
    if (!after) throw outdated();
    await recordAudit(tx, ctx, {
      action,
      subjectType: "variant",
      subjectId: id,
      subjectName: after.label,
      before: { media: before.media },
      after: { media: after.media, ...detail },
    });
    const data = { campaignId: after.campaignId, variantId: id, platform: after.platform };
    const moved = await settleApprovals(tx, after, ctx.now());
    await emit(tx, ctx.workspaceId, [{ name: "variant.changed", data }, ...moved]);
  });
}
