import type { UpdateVariant, VariantView } from "@/lib/contracts/campaigns";
import { similarity } from "@/lib/domain/similarity";
import { recordAudit } from "@/server/audit/record";
import { assertEdition, isEdition, outdated } from "@/server/campaigns/edition";
import type { Ctx } from "@/server/context";
import { variants } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";
import { changeVariant } from "@/server/variants/change-variant";
import { getVariant, requireVariant } from "@/server/variants/get-variant";

/** Saves an edit, if nobody saved since the edition that was edited. */
export async function updateVariant(
  ctx: Ctx,
  id: string,
  input: UpdateVariant,
): Promise<VariantView> {
  const { updatedAt: edition, ...given } = input;
  assertEdition(edition);
  const changes = {
    ...given,
    ...(given.title === "" ? { title: null } : {}),
    ...(given.altText === "" ? { altText: null } : {}),
  };
  await ctx.db.transaction(async (tx) => {
    const before = await requireVariant(tx, ctx.workspaceId, id);
    const after = await changeVariant(
      tx,
      ctx,
      before,
      { ...changes, ...toSource(before.text, changes.text) },
      isEdition(variants.updatedAt, edition),
    );
    if (!after) throw outdated();
    await recordAudit(tx, ctx, {
      action: "variant.changed",
      subjectType: "variant",
      subjectId: id,
      subjectName: after.label,
      before: {
        label: before.label,
        title: before.title,
        text: before.text,
        altText: before.altText,
      },
      after: changes,
    });
    const data = { campaignId: after.campaignId, variantId: id, platform: after.platform };
    await emit(tx, ctx.workspaceId, [{ name: "variant.changed", data }]);
  });
  return getVariant(ctx, id);
}

const rewrittenBelow = 0.5;

/** A text of which less than half is left was written by the person who edited it. */
function toSource(before: string, after: string | undefined): { source?: "person" } {
  const isTheirs = after !== undefined && similarity(before, after) < rewrittenBelow;
  return isTheirs ? { source: "person" } : {};
}
