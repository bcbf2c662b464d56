import { and, desc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { VariantView } from "@/lib/contracts/campaigns";
import type { ReviewVerdict } from "@/lib/contracts/reviews";
import { recordAudit } from "@/server/audit/record";
import { isEdition } from "@/server/campaigns/edition";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { variantReviews } from "@/server/db/schema/reviews";
import { AppError, conflict, notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { getVariant } from "@/server/variants/get-variant";
import type { VariantRow } from "@/server/variants/to-variant-view";
import { assertAlive } from "./find-approval-link";

export interface Review {
  verdict: ReviewVerdict;
  comment: string | null;
  /** What the reviewer saw; left out: what is there when the verdict comes. */
  contentHash?: string | undefined;
  updatedAt?: string | undefined;
  /** It comes by an approval link, which opens one campaign. */
  link?: { id: string; campaignId: string };
}

/**
 * One verdict on one content. Posts follow it in the same transaction. Returns false where the same
 * was said before. @throws AppError `not_found`, `conflict` when it was edited since it was seen,
 * `forbidden` where a link speaks of what a member rejected, `invalid` when what is to be approved could not be posted.
 */
export async function reviewVariant(ctx: Ctx, id: string, review: Review): Promise<boolean> {
  const seen = await getVariant(ctx, id);
  if (review.link && review.link.campaignId !== seen.campaignId) throw notFound("variant");
  assertSame(seen, review);
  if (review.link && isDecidedInside(seen.review)) throw closed();
  if (isSaid(seen, review)) return false;
  const error = seen.issues.find((issue) => issue.severity === "error");
  if (review.verdict === "approved" && error) {
    throw new AppError("invalid", `This variant can't be approved yet. ${error.message}`);
  }
  await ctx.db.transaction(async (tx) => {
    // Where a claim is taking it at this moment, that comes first and is seen here.
    await awaitClaims(tx);
    if (review.link) await assertAlive(tx, review.link.id, ctx.now());
    const row = await sign(tx, ctx, seen, review);
    // What was checked and shown must still be what is there.
    if (!row) throw changedMeanwhile();
    if (review.link) await assertOpen(tx, row);
    await keepReview(tx, ctx, row, review);
    await audit(tx, ctx, row, review);
    const moved = await settleApprovals(tx, row, ctx.now());
    const data = { campaignId: row.campaignId, variantId: row.id, platform: row.platform };
    const { verdict } = review;
    await emit(tx, ctx.workspaceId, [
      { name: "variant.changed", data },
      { name: "variant.reviewed", data: { ...data, verdict, byName: ctx.actor.name } },
      ...moved,
    ]);
  });
  return true;
}

function assertSame(seen: VariantView, { contentHash, updatedAt }: Review): void {
  if (contentHash !== undefined && contentHash !== seen.contentHash) throw changedMeanwhile();
  if (updatedAt === undefined) return;
  if (Date.parse(updatedAt) !== Date.parse(seen.updatedAt)) throw changedMeanwhile();
}

const isDecidedInside = (last: { verdict: ReviewVerdict; byLink: boolean } | null): boolean =>
  last?.verdict === "rejected" && !last.byLink;

/** What a member rejected no client brings back. Under the variant's row lock, so nobody speaks meanwhile. */
async function assertOpen(tx: Tx, { id, contentHash }: VariantRow): Promise<void> {
  const [last] = await tx
    .select({ verdict: variantReviews.verdict, linkId: variantReviews.linkId })
    .from(variantReviews)
    .where(and(eq(variantReviews.variantId, id), eq(variantReviews.contentHash, contentHash)))
    .orderBy(desc(variantReviews.nth))
    .limit(1);
  const said = last ? { verdict: last.verdict, byLink: last.linkId !== null } : null;
  if (isDecidedInside(said)) throw closed();
}

function isSaid({ approved, review }: VariantView, { verdict, comment }: Review): boolean {
  if (verdict === "approved") return approved;
  const isWithdrawn = !review || review.verdict === "withdrawn";
  if (verdict === "withdrawn") return !approved && isWithdrawn;
  return review?.verdict === verdict && (comment === null || comment === review.comment);
}

/** `updatedAt` stays: a verdict is no edit, so nobody's open edit becomes outdated by it. */
async function sign(
  tx: Tx,
  ctx: Ctx,
  seen: VariantView,
  { verdict, updatedAt }: Review,
): Promise<VariantRow | null> {
  const [row] = await tx
    .update(variants)
    .set(toStanding(ctx, verdict))
    .where(
      and(
        eq(variants.id, seen.id),
        eq(variants.workspaceId, ctx.workspaceId),
        isNull(variants.deletedAt),
        eq(variants.contentHash, seen.contentHash),
        updatedAt === undefined ? undefined : isEdition(variants.updatedAt, seen.updatedAt),
      ),
    )
    .returning();
  return row ?? null;
}

interface Standing {
  approvedHash: SQL | null;
  approvedBy: string | null;
  rejectedHash: SQL | null;
}

function toStanding({ actor }: Ctx, verdict: ReviewVerdict): Standing {
  const isGiven = verdict === "approved";
  const hash = sql`${variants.contentHash}`;
  return {
    approvedHash: isGiven ? hash : null,
    approvedBy: isGiven && actor.kind === "user" ? actor.id : null,
    rejectedHash: verdict === "rejected" ? hash : null,
  };
}

async function keepReview(tx: Tx, ctx: Ctx, row: VariantRow, review: Review): Promise<void> {
  const { format, title, text, media, options } = row;
  const last = sql`(select coalesce(max(${variantReviews.nth}), 0) from ${variantReviews}
    where ${variantReviews.variantId} = ${row.id}::uuid)`;
  await tx.insert(variantReviews).values({
    workspaceId: ctx.workspaceId,
    variantId: row.id,
    // Under the row lock of the update before: nobody else counts at this moment.
    nth: sql`${last} + 1`,
    contentHash: row.contentHash,
    content: { format, title, text, media, options },
    verdict: review.verdict,
    comment: review.comment,
    byUserId: ctx.actor.kind === "user" ? ctx.actor.id : null,
    byName: ctx.actor.name,
    linkId: review.link?.id ?? null,
    at: ctx.now(),
  });
}

const ACTIONS: Record<ReviewVerdict, string> = {
  approved: "variant.approved",
  changes_requested: "variant.changes_requested",
  rejected: "variant.rejected",
  withdrawn: "variant.approval_withdrawn",
};

async function audit(tx: Tx, ctx: Ctx, row: VariantRow, review: Review): Promise<void> {
  const { platform, title, text } = row;
  const comment = review.comment === null ? {} : { comment: review.comment };
  await recordAudit(tx, ctx, {
    action: ACTIONS[review.verdict],
    subjectType: "variant",
    subjectId: row.id,
    subjectName: row.label,
    after: { platform, title, text, ...comment },
  });
}

const closed = () => new AppError("forbidden", "Your contact decided on this one already.");

const changedMeanwhile = () =>
  conflict("Someone changed this variant after you opened it. Read it again, then decide.");
