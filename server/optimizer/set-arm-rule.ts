import { and, eq, isNull, ne } from "drizzle-orm";
import type { ArmRule, ArmRuleView } from "@/lib/contracts/optimizer-settings";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import { readApprovalRule } from "@/server/campaigns/approval-rule";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { users } from "@/server/db/schema/users";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import {
  type CheckedVariant,
  listCheckedVariants,
} from "@/server/schedules/find-publishable-variants";
import { requireVariant } from "@/server/variants/get-variant";
import { toArmGroup } from "./arm-group";

type VariantRow = typeof variants.$inferSelect;

/**
 * Locks a variant (only this one is posted), excludes it (it is never chosen), or takes that back.
 * Of a platform's variants one is locked at most: locking another moves the lock.
 */
export async function setArmRule(
  ctx: Ctx,
  variantId: string,
  rule: ArmRule | null,
): Promise<ArmRuleView> {
  return ctx.db.transaction(async (tx) => {
    // What a claim under way chooses was chosen before this rule; from here on none is.
    await awaitClaims(tx);
    const { campaignId } = await requireVariant(tx, ctx.workspaceId, variantId);
    // Whoever rules on variants of one campaign does so in turn, so that never two are locked.
    await lockCampaign(tx, ctx.workspaceId, campaignId);
    const before = await requireVariant(tx, ctx.workspaceId, variantId);
    if (before.optimizerRule === rule) return toRuleView(tx, before);
    if (rule === "excluded") await assertOthersLeft(tx, before);
    if (rule === "locked") await moveLock(tx, before);
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const signed = rule ? { ruledBy: by, ruledAt: ctx.now() } : { ruledBy: null, ruledAt: null };
    const [after] = await tx
      .update(variants)
      .set({ optimizerRule: rule, ...signed })
      .where(and(eq(variants.id, variantId), eq(variants.workspaceId, ctx.workspaceId)))
      .returning();
    if (!after) return toRuleView(tx, before);
    await recordAudit(tx, ctx, {
      action: `variant.${toVerb(before.optimizerRule, rule)}`,
      subjectType: "variant",
      subjectId: variantId,
      subjectName: `${armLetter(after.ordinal)}, ${after.label}`,
      before: { rule: before.optimizerRule },
      after: { rule },
    });
    const { platform } = after;
    const data = { campaignId, platform, variantId };
    await emit(tx, ctx.workspaceId, [{ name: "optimizer.changed", data }]);
    return toRuleView(tx, after);
  });
}

function toVerb(before: ArmRule | null, rule: ArmRule | null): string {
  if (rule) return rule;
  return before === "locked" ? "unlocked" : "included";
}

const siblings = (of: VariantRow) =>
  and(
    eq(variants.workspaceId, of.workspaceId),
    eq(variants.campaignId, of.campaignId),
    eq(variants.platform, of.platform),
    ne(variants.id, of.id),
    isNull(variants.deletedAt),
  );

/** @throws AppError `conflict` when nothing could be chosen any more. */
async function assertOthersLeft(tx: Tx, variant: VariantRow): Promise<void> {
  const { campaignId, platform } = variant;
  const [campaign] = await tx
    .select({ id: campaigns.id, brand: campaigns.brand })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), eq(campaigns.workspaceId, variant.workspaceId)));
  const needed = (await readApprovalRule(tx, [campaignId])).get(campaignId) ?? true;
  const all = campaign ? await listCheckedVariants(tx, [campaign]) : [];
  const own = all.filter((each) => each.variant.platform === platform);
  const isOther = (each: CheckedVariant) => each.variant.id !== variant.id;
  const { candidates } = toArmGroup(own, needed);
  if (candidates.some(isOther)) return;
  // Where nothing can go out as it is, it is enough that one is left to be made ready.
  const isLeft = (each: CheckedVariant) =>
    isOther(each) && each.variant.optimizerRule !== "excluded";
  if (candidates.length === 0 && own.some(isLeft)) return;
  throw conflict("This is the last variant that may be chosen. Include another one first.");
}

async function moveLock(tx: Tx, variant: VariantRow): Promise<void> {
  await tx
    .update(variants)
    .set({ optimizerRule: null, ruledBy: null, ruledAt: null })
    .where(and(siblings(variant), eq(variants.optimizerRule, "locked")));
}

async function toRuleView(tx: Tx, row: VariantRow): Promise<ArmRuleView> {
  const [person] = row.ruledBy
    ? await tx.select({ name: users.name }).from(users).where(eq(users.id, row.ruledBy))
    : [];
  return {
    variantId: row.id,
    campaignId: row.campaignId,
    platform: row.platform as Platform,
    letter: armLetter(row.ordinal),
    rule: row.optimizerRule,
    by: person?.name ?? null,
    at: row.ruledAt?.toISOString() ?? null,
  };
}
