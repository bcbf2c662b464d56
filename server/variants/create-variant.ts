import type { CreateVariant, VariantView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { variants } from "@/server/db/schema/campaigns";
import { invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import {
  acceptFormat,
  acceptMedia,
  acceptOptions,
  assertText,
} from "@/server/variants/accept-content";
import { toEditor } from "@/server/variants/change-variant";
import { contentHash } from "@/server/variants/content-hash";
import { getVariant } from "@/server/variants/get-variant";
import { assertRoom, countLive, nextOrdinal } from "@/server/variants/next-ordinal";

/** A variant written by a person. What the platform would refuse is saved and shown as an issue. */
export async function createVariant(
  ctx: Ctx,
  campaignId: string,
  input: CreateVariant,
): Promise<VariantView> {
  const id = await ctx.db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, ctx.workspaceId, campaignId);
    if (!campaign.platforms.includes(input.platform)) {
      throw invalidField(
        "platform",
        `This campaign has no ${catalog[input.platform].label}. Add it to the campaign first.`,
      );
    }
    assertRoom(await countLive(tx, campaignId, input.platform), input.platform);
    const now = ctx.now();
    const format = acceptFormat(input.platform, input.format);
    assertText(input.platform, format, input.text);
    const content = {
      format,
      title: input.title || null,
      text: input.text,
      options: acceptOptions(input.platform, input.options),
      media: await acceptMedia(tx, ctx.workspaceId, input.media),
    };
    const [row] = await tx
      .insert(variants)
      .values({
        ...content,
        workspaceId: ctx.workspaceId,
        campaignId,
        platform: input.platform,
        label: input.label || "Written by hand",
        ordinal: await nextOrdinal(tx, campaignId, input.platform),
        source: "person",
        contentHash: contentHash(content),
        editedBy: toEditor(ctx),
        createdAt: now,
        updatedAt: now,
      })
      .returning();
    if (!row) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "variant.created",
      subjectType: "variant",
      subjectId: row.id,
      subjectName: row.label,
      after: { platform: row.platform, ...content },
    });
    const data = { campaignId, variantId: row.id, platform: row.platform };
    await emit(tx, ctx.workspaceId, [{ name: "variant.created", data }]);
    return row.id;
  });
  return getVariant(ctx, id);
}
