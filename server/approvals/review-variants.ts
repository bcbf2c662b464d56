import type { ReviewAnswer, ReviewResult, ReviewVariants } from "@/lib/contracts/approvals";
import type { Ctx } from "@/server/context";
import { isAppError } from "@/server/errors";
import { type Review, reviewVariant } from "./review-variant";

type Item = ReviewVariants["items"][number];

/** One verdict on many variants: each is decided for itself, and what fails keeps no other back. */
export async function reviewVariants(
  ctx: Ctx,
  { items, verdict, comment }: ReviewVariants,
  link?: NonNullable<Review["link"]>,
): Promise<ReviewAnswer> {
  const results: ReviewResult[] = [];
  for (const item of items) {
    results.push(await reviewOne(ctx, item, { verdict, comment, ...(link ? { link } : {}) }));
  }
  return { results };
}

async function reviewOne(ctx: Ctx, item: Item, review: Review): Promise<ReviewResult> {
  const { variantId, ...seen } = item;
  try {
    const isNew = await reviewVariant(ctx, variantId, { ...review, ...seen });
    return { variantId, ok: true, code: isNew ? "done" : "unchanged", message: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { variantId, ok: false, code: codeOf(error.code), message: error.message };
  }
}

function codeOf(code: string): ReviewResult["code"] {
  if (code === "conflict") return "changed";
  if (code === "forbidden") return "closed";
  return code === "not_found" ? "not_found" : "errors";
}
