import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import { recordAudit } from "@/server/audit/record";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { requireVariant } from "@/server/variants/get-variant";
import type { VariantRow } from "@/server/variants/to-variant-view";

/** Takes a variant out of the competition. Its posts, results and letter stay. */
export async function deleteVariant(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    // Where a claim is taking it at this moment, that comes first and is seen here.
    await awaitClaims(tx);
    const row = await requireVariant(tx, ctx.workspaceId, id);
    await assertNotPinned(tx, ctx, row);
    const now = ctx.now();
    const gone = await tx
      .update(variants)
      .set({ deletedAt: now })
      .where(and(eq(variants.id, id), isNull(variants.deletedAt)))
      .returning({ id: variants.id });
    if (gone.length === 0) return;
    await recordAudit(tx, ctx, {
      action: "variant.deleted",
      subjectType: "variant",
      subjectId: id,
      subjectName: row.label,
      before: { platform: row.platform, title: row.title, text: row.text },
    });
    const data = { campaignId: row.campaignId, variantId: id, platform: row.platform };
    const moved = await settleApprovals(tx, row, now);
    await emit(tx, ctx.workspaceId, [{ name: "variant.deleted", data }, ...moved]);
  });
}

async function assertNotPinned(tx: Tx, ctx: Ctx, row: VariantRow): Promise<void> {
  const [pinned] = await tx
    .select({ dueAt: posts.dueAt, timeZone: workspaces.timeZone })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.pinnedVariantId, row.id),
        inArray(posts.status, [
          "planned",
          "awaiting_approval",
          "queued",
          "publishing",
          "pending",
          "blocked",
        ]),
      ),
    )
    .orderBy(asc(posts.dueAt))
    .limit(1);
  if (!pinned) return;
  const when = new Intl.DateTimeFormat("en-GB", {
    timeZone: pinned.timeZone,
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
  }).format(pinned.dueAt);
  throw conflict(
    `Variant ${armLetter(row.ordinal)} is pinned for the post on ${when} (${pinned.timeZone}). Choose another variant for that post, then delete this one.`,
  );
}

/** Takes back a deletion: the variant competes again under its letter. */
export async function restoreVariant(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(variants)
      .set({ deletedAt: null })
      .where(
        and(
          eq(variants.id, id),
          eq(variants.workspaceId, ctx.workspaceId),
          sql`${variants.deletedAt} is not null`,
        ),
      )
      .returning();
    const back = row ?? (await requireVariant(tx, ctx.workspaceId, id));
    await recordAudit(tx, ctx, {
      action: "variant.restored",
      subjectType: "variant",
      subjectId: id,
      subjectName: back.label,
    });
    const data = { campaignId: back.campaignId, variantId: id, platform: back.platform };
    const moved = await settleApprovals(tx, back, ctx.now());
    await emit(tx, ctx.workspaceId, [{ name: "variant.created", data }, ...moved]);
  });
}
