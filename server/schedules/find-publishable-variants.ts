import { and, asc, inArray, isNull } from "drizzle-orm";
import type { DraftIssue } from "@/lib/domain/preflight";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { type Brand, variants } from "@/server/db/schema/campaigns";
import { checkContent } from "@/server/variants/check-content";
import { filesOf, readVariantMedia } from "@/server/variants/read-variant-media";

// Each claim reads them all: what neither a choice nor a post needs stays where it is.
const columns = {
  id: variants.id,
  workspaceId: variants.workspaceId,
  campaignId: variants.campaignId,
  platform: variants.platform,
  ordinal: variants.ordinal,
  label: variants.label,
  format: variants.format,
  title: variants.title,
  text: variants.text,
  media: variants.media,
  options: variants.options,
  contentHash: variants.contentHash,
  approvedHash: variants.approvedHash,
  rejectedHash: variants.rejectedHash,
  optimizerRule: variants.optimizerRule,
  ruledBy: variants.ruledBy,
};

export interface CheckedVariant {
  variant: Pick<typeof variants.$inferSelect, keyof typeof columns>;
  issues: DraftIssue[];
  /** True when a person approved exactly this content. */
  approved: boolean;
  /** Never posted as it is, whether or not approval is asked. */
  rejected: boolean;
}

const REJECTED: DraftIssue = {
  code: "rejected",
  severity: "error",
  field: "text",
  message: "A reviewer rejected it. Edit it, then have it reviewed again.",
};

/** The living variants of these campaigns in their order, each with what stands in the way of it. */
export async function listCheckedVariants(
  reader: Reader,
  campaigns: readonly { id: string; brand: Brand }[],
): Promise<CheckedVariant[]> {
  if (campaigns.length === 0) return [];
  const brands = new Map(campaigns.map((campaign) => [campaign.id, campaign.brand]));
  const rows = await reader
    .select(columns)
    .from(variants)
    .where(and(inArray(variants.campaignId, [...brands.keys()]), isNull(variants.deletedAt)))
    .orderBy(asc(variants.campaignId), asc(variants.platform), asc(variants.ordinal));
  const found = await readVariantMedia(reader, rows);
  return rows.map((variant) => {
    const brand = brands.get(variant.campaignId);
    const rules = { bannedWords: brand?.bannedWords ?? [], maxLength: brand?.maxLength ?? null };
    const files = filesOf(variant, found);
    const { issues } = checkContent(variant.platform as Platform, variant, files, rules);
    const rejected = variant.rejectedHash === variant.contentHash;
    return {
      variant,
      issues: [
        ...(rejected ? [REJECTED] : []),
        ...issues.filter((issue) => issue.severity === "error"),
      ],
      approved: variant.approvedHash === variant.contentHash,
      rejected,
    };
  });
}
