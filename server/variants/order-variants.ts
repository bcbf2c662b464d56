import { and, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { CampaignView, GenerateVariants } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { type GenerationOrder, queueGenerations } from "@/server/campaigns/queue-generation";
import { type CampaignRow, toPlatforms } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { generations } from "@/server/db/schema/campaigns";
import { conflict, invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { leaseProductMs } from "@/server/variants/generation-lease";
import { requireVariant } from "@/server/variants/get-variant";
import { assertRoom, countLive, MAX_VARIANTS } from "@/server/variants/next-ordinal";

/** Orders what is missing on one platform, or one variant more where nothing is; without a platform, on all that lack some. */
export async function orderVariants(
  ctx: Ctx,
  campaignId: string,
  input: GenerateVariants,
): Promise<CampaignView> {
  await ctx.db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, ctx.workspaceId, campaignId);
    const orders = await toOrders(tx, ctx, campaign, input);
    const facts = await queueGenerations(tx, ctx, orders);
    await recordAudit(
      tx,
      ctx,
      orders.map((order) => ({
        action: "variants.ordered",
        subjectType: "campaign",
        subjectId: campaignId,
        subjectName: campaign.name,
        after: { platform: order.platform, count: order.count },
      })),
    );
    await emit(tx, ctx.workspaceId, facts);
  });
  return getCampaign(ctx, campaignId);
}

async function toOrders(
  tx: Tx,
  ctx: Ctx,
  campaign: CampaignRow,
  input: GenerateVariants,
): Promise<GenerationOrder[]> {
  const platforms = toPlatforms(campaign.platforms);
  if (input.platform && !platforms.includes(input.platform)) {
    throw invalidField(
      "platform",
      `This campaign has no ${catalog[input.platform].label}. Add it to the campaign first.`,
    );
  }
  const orders: GenerationOrder[] = [];
  for (const platform of input.platform ? [input.platform] : platforms) {
    if (await isRunning(tx, ctx, campaign.id, platform)) {
      if (input.platform)
        throw conflict(`Variants for ${catalog[platform].label} are being written already.`);
      continue;
    }
    const live = await countLive(tx, campaign.id, platform);
    const missing = Math.max(0, campaign.variantsPerPlatform - live);
    const wanted = input.count ?? (missing || (input.platform ? 1 : 0));
    if (wanted === 0) continue;
    assertRoom(live, platform);
    const count = Math.min(wanted, campaign.variantsPerPlatform, MAX_VARIANTS - live);
    orders.push({ campaignId: campaign.id, platform, count });
  }
  if (orders.length === 0)
    throw conflict("Every platform has its variants. Choose one platform to write another for it.");
  return orders;
}

/** A generation whose process died counts as running only until its lease is over. */
async function isRunning(
  tx: Tx,
  ctx: Ctx,
  campaignId: string,
  platform: Platform,
): Promise<boolean> {
  const now = ctx.now();
  const running = and(
    eq(generations.campaignId, campaignId),
    eq(generations.platform, platform),
    isNull(generations.variantId),
    inArray(generations.status, ["queued", "writing", "checking"]),
  );
  await tx
    .update(generations)
    .set({ status: "failed", error: "The server stopped while it was writing.", updatedAt: now })
    .where(
      and(
        running,
        lt(generations.updatedAt, new Date(now.getTime() - leaseProductMs(ctx.runtime))),
      ),
    );
  const [row] = await tx
    .select({ id: generations.id })
    .from(generations)
    .where(running)
    .orderBy(desc(generations.id))
    .limit(1);
  return row !== undefined;
}

/** Writes one variant anew; it keeps its letter, its media and its history. */
export async function regenerateVariant(ctx: Ctx, id: string): Promise<CampaignView> {
  const campaignId = await ctx.db.transaction(async (tx) => {
    const row = await requireVariant(tx, ctx.workspaceId, id);
    const campaign = await lockCampaign(tx, ctx.workspaceId, row.campaignId);
    const [platform] = toPlatforms([row.platform]);
    if (!platform) throw conflict("This platform is no longer served.");
    const after = new Date(ctx.now().getTime() - leaseProductMs(ctx.runtime));
    const running = await tx
      .select({ updatedAt: generations.updatedAt })
      .from(generations)
      .where(
        and(
          eq(generations.variantId, id),
          inArray(generations.status, ["queued", "writing", "checking"]),
        ),
      );
    if (running.some((each) => each.updatedAt >= after))
      throw conflict("This variant is being written anew already.");
    const facts = await queueGenerations(tx, ctx, [
      { campaignId: campaign.id, platform, count: 1, variantId: id },
    ]);
    await recordAudit(tx, ctx, {
      action: "variant.regenerated",
      subjectType: "variant",
      subjectId: id,
      subjectName: row.label,
      before: { title: row.title, text: row.text },
    });
    await emit(tx, ctx.workspaceId, facts);
    return campaign.id;
  });
  return getCampaign(ctx, campaignId);
}
