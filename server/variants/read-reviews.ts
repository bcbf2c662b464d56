import { desc, eq, inArray, sql } from "drizzle-orm";
import type { ReviewView } from "@/lib/contracts/reviews";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { variantReviews } from "@/server/db/schema/reviews";

type ReviewRow = typeof variantReviews.$inferSelect;

/** The last word on what a variant says now, and the last on anything it said before. */
export interface Reviews {
  current: ReviewRow | null;
  earlier: ReviewRow | null;
}

export async function readReviews(
  reader: Reader,
  variantIds: readonly string[],
): Promise<Map<string, Reviews>> {
  if (variantIds.length === 0) return new Map();
  const isCurrent = sql<boolean>`(${variantReviews.contentHash} = ${variants.contentHash})`;
  const rows = await reader
    .selectDistinctOn([variantReviews.variantId, isCurrent], {
      review: variantReviews,
      isCurrent: isCurrent.as("is_current"),
    })
    .from(variantReviews)
    .innerJoin(variants, eq(variants.id, variantReviews.variantId))
    .where(inArray(variantReviews.variantId, [...variantIds]))
    .orderBy(variantReviews.variantId, isCurrent, desc(variantReviews.nth));
  const found = new Map<string, Reviews>();
  for (const row of rows) {
    const { variantId } = row.review;
    const known = found.get(variantId) ?? { current: null, earlier: null };
    const place = row.isCurrent ? "current" : "earlier";
    found.set(variantId, { ...known, [place]: row.review });
  }
  return found;
}

export function toReviewView(row: ReviewRow): ReviewView {
  const { verdict, comment, byName: by, linkId, at } = row;
  return { verdict, comment, by, byLink: linkId !== null, at: at.toISOString() };
}
