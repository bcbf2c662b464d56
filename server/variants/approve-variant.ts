import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { ApproveVariant, VariantView } from "@/lib/contracts/campaigns";
import { recordAudit } from "@/server/audit/record";
import { isEdition } from "@/server/campaigns/edition";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { AppError, conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { getVariant, requireVariant } from "@/server/variants/get-variant";
import type { VariantRow } from "@/server/variants/to-variant-view";

/**
 * Lets exactly this content be posted; any later edit loses the approval. Posts that waited for it
 * are released by the next tick.
 */
export async function approveVariant(
  ctx: Ctx,
  id: string,
  input: ApproveVariant = {},
): Promise<VariantView> {
  const seen = await getVariant(ctx, id);
  if (input.updatedAt && Date.parse(input.updatedAt) !== Date.parse(seen.updatedAt)) {
    throw changedMeanwhile();
  }
  const error = seen.issues.find((issue) => issue.severity === "error");
  if (error) {
    throw new AppError("invalid", `This variant can't be approved yet. ${error.message}`);
  }
  if (seen.approved) return seen;
  await ctx.db.transaction(async (tx) => {
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const row = await sign(tx, ctx, id, {
      set: { approvedHash: sql`${variants.contentHash}`, approvedBy: by },
      // What was checked and shown is still what is there.
      where: isEdition(variants.updatedAt, seen.updatedAt),
    });
    if (!row) throw changedMeanwhile();
    await tell(tx, ctx, row, "variant.approved");
  });
  return getVariant(ctx, id);
}

/** Takes the approval back. What went out, or is on its way already, stays. */
export async function withdrawApproval(ctx: Ctx, id: string): Promise<VariantView> {
  await ctx.db.transaction(async (tx) => {
    await requireVariant(tx, ctx.workspaceId, id);
    const row = await sign(tx, ctx, id, {
      set: { approvedHash: null, approvedBy: null },
      where: isNotNull(variants.approvedHash),
    });
    if (row) await tell(tx, ctx, row, "variant.approval_withdrawn");
  });
  return getVariant(ctx, id);
}

/** `updatedAt` stays: an approval is no edit, so nobody's open edit becomes outdated by it. */
async function sign(
  tx: Tx,
  ctx: Ctx,
  id: string,
  change: { set: { approvedHash: SQL | null; approvedBy: string | null }; where: SQL },
): Promise<VariantRow | null> {
  const [row] = await tx
    .update(variants)
    .set(change.set)
    .where(
      and(
        eq(variants.id, id),
        eq(variants.workspaceId, ctx.workspaceId),
        isNull(variants.deletedAt),
        change.where,
      ),
    )
    .returning();
  return row ?? null;
}

async function tell(tx: Tx, ctx: Ctx, row: VariantRow, action: string): Promise<void> {
  await recordAudit(tx, ctx, {
    action,
    subjectType: "variant",
    subjectId: row.id,
    subjectName: row.label,
    after: { platform: row.platform, title: row.title, text: row.text },
  });
  const data = { campaignId: row.campaignId, variantId: row.id, platform: row.platform };
  await emit(tx, ctx.workspaceId, [{ name: "variant.changed", data }]);
}

const changedMeanwhile = () =>
  conflict("Someone changed this variant after you opened it. Read it again, then approve it.");
