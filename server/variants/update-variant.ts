import type { UpdateVariant, VariantView } from "@/lib/contracts/campaigns";
import { similarity } from "@/lib/domain/similarity";
import { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import { assertEdition, isEdition, outdated } from "@/server/campaigns/edition";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import {
  acceptFormat,
  acceptMedia,
  acceptOptions,
  assertText,
} from "@/server/variants/accept-content";
import { changeVariant } from "@/server/variants/change-variant";
import { getVariant, requireVariant } from "@/server/variants/get-variant";
import type { VariantRow } from "@/server/variants/to-variant-view";

/** Saves an edit, if nobody saved since the edition that was edited. */
export async function updateVariant(
  ctx: Ctx,
  id: string,
  input: UpdateVariant,
): Promise<VariantView> {
  const { updatedAt: edition, ...given } = input;
  assertEdition(edition);
  await ctx.db.transaction(async (tx) => {
    // Where a claim is taking it at this moment, that comes first and is seen here.
    await awaitClaims(tx);
    const before = await requireVariant(tx, ctx.workspaceId, id);
    const changes = await accept(tx, ctx, before, given);
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
      before: pick(before, changes),
      after: changes,
    });
    const data = { campaignId: after.campaignId, variantId: id, platform: after.platform };
    const moved = await settleApprovals(tx, after, ctx.now());
    await emit(tx, ctx.workspaceId, [{ name: "variant.changed", data }, ...moved]);
  });
  return getVariant(ctx, id);
}

type Given = Omit<UpdateVariant, "updatedAt">;

async function accept(tx: Tx, ctx: Ctx, before: VariantRow, given: Given) {
  const platform = Platform.parse(before.platform);
  const { label, title, text, format, options, media } = given;
  const changes = {
    ...(label === undefined ? {} : { label }),
    ...(format === undefined ? {} : { format: acceptFormat(platform, format) }),
    ...(title === undefined ? {} : { title: title || null }),
    ...(text === undefined ? {} : { text }),
    ...(options === undefined ? {} : { options: acceptOptions(platform, options) }),
    ...(media === undefined
      ? {}
      : { media: await acceptMedia(tx, ctx.workspaceId, media, before.media) }),
  };
  const after = { ...before, ...changes };
  if (text !== undefined || format !== undefined) assertText(platform, after.format, after.text);
  return changes;
}

/** What stood where the changes are. */
function pick(before: VariantRow, changes: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(before).filter(([name]) => name === "label" || name in changes),
  );
}

const rewrittenBelow = 0.5;

/** A text of which less than half is left was written by the person who edited it. */
function toSource(before: string, after: string | undefined): { source?: "person" } {
  const isTheirs = after !== undefined && similarity(before, after) < rewrittenBelow;
  return isTheirs ? { source: "person" } : {};
}
