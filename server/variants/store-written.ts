import { and, eq, isNull, sql } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import { WritingError } from "@/server/ai/failure";
import type { WrittenVariant } from "@/server/ai/variant-prompt";
import type { Writer } from "@/server/ai/writer";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import { settleApprovals } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { type generations, variants } from "@/server/db/schema/campaigns";
import type { NewEvent } from "@/server/events/emit";
import { changeVariant } from "@/server/variants/change-variant";
import { contentHash } from "@/server/variants/content-hash";
import { countLive, MAX_VARIANTS, nextOrdinal } from "@/server/variants/next-ordinal";
import type { Written } from "@/server/variants/write-variants";

type GenerationRow = typeof generations.$inferSelect;

/** Adds the new variants, or replaces the text of the one that was written anew. */
export async function storeWritten(
  tx: Tx,
  ctx: Ctx,
  row: GenerationRow,
  writer: Writer,
  written: Written,
): Promise<NewEvent[]> {
  const campaign = await lockCampaign(tx, ctx.workspaceId, row.campaignId);
  const facts = row.variantId
    ? [await replace(tx, ctx, row, row.variantId, writer, written)]
    : await add(tx, ctx, row, writer, written);
  await recordAudit(tx, ctx, {
    action: row.variantId ? "variant.rewritten" : "variants.written",
    subjectType: "campaign",
    subjectId: campaign.id,
    subjectName: campaign.name,
    after: {
      platform: row.platform,
      count: facts.length,
      model: writer.model,
      promptVersion: writer.promptVersion,
    },
  });
  return row.variantId ? [...facts, ...(await settleApprovals(tx, row, ctx.now()))] : facts;
}

async function add(
  tx: Tx,
  ctx: Ctx,
  row: GenerationRow,
  writer: Writer,
  written: Written,
): Promise<NewEvent[]> {
  const platform = Platform.parse(row.platform);
  const room = MAX_VARIANTS - (await countLive(tx, row.campaignId, platform));
  const fresh = written.variants.slice(0, Math.max(0, room));
  if (fresh.length === 0) return [];
  const first = await nextOrdinal(tx, row.campaignId, platform);
  const shares = share(written, fresh.length);
  const now = ctx.now();
  const inserted = await tx
    .insert(variants)
    .values(
      fresh.map((variant, i) => ({
        workspaceId: ctx.workspaceId,
        campaignId: row.campaignId,
        platform: row.platform,
        ordinal: first + i,
        ...toColumns(variant),
        ...toOrigin(writer, shares),
        ...toAuthor(ctx, variant, written.promptIds[i]),
        contentHash: contentHash({ ...toColumns(variant), format: null, media: [], options: {} }),
        createdAt: now,
        updatedAt: now,
      })),
    )
    .returning({ id: variants.id });
  return inserted.map(({ id }) => toFact("variant.created", row, id));
}

async function replace(
  tx: Tx,
  ctx: Ctx,
  row: GenerationRow,
  variantId: string,
  writer: Writer,
  written: Written,
): Promise<NewEvent> {
  const [variant] = written.variants;
  const [before] = await tx
    .select()
    .from(variants)
    .where(
      and(
        eq(variants.id, variantId),
        eq(variants.workspaceId, ctx.workspaceId),
        isNull(variants.deletedAt),
      ),
    );
  if (!before || !variant)
    throw new WritingError("The variant was deleted while it was being written anew.");
  const changes = {
    ...toColumns(variant),
    ...toOrigin(writer, share(written, 1)),
    ...toAuthor(ctx, variant, written.promptIds[0]),
  };
  const asOrdered = sql`${variants.updatedAt} <= ${row.createdAt.toISOString()}::timestamptz`;
  const after = await changeVariant(tx, ctx, before, changes, asOrdered);
  if (!after)
    throw new WritingError(
      "Somebody edited this variant while it was being written anew. Their text was kept.",
    );
  return toFact("variant.changed", row, variantId);
}

function toColumns(variant: WrittenVariant) {
  const { label, title, text, media } = variant;
  return { label, title, text, mediaAdvice: media };
}

function toOrigin(writer: Writer, tokens: { promptTokens: number; completionTokens: number }) {
  return {
    source: writer.source,
    model: writer.model,
    promptVersion: writer.promptVersion,
    ...tokens,
  };
}

/** Who is to be credited, and with which text: what people change later is theirs. */
function toAuthor(ctx: Ctx, variant: WrittenVariant, promptVersionId: string | undefined) {
  return {
    promptVersionId: promptVersionId ?? null,
    writtenText: variant.text,
    writtenAt: ctx.now(),
    humanEditShare: 0,
  };
}

/** What one variant cost: one request wrote them all. */
function share(written: Written, count: number) {
  return {
    promptTokens: Math.round(written.promptTokens / count),
    completionTokens: Math.round(written.completionTokens / count),
  };
}

function toFact(
  name: "variant.created" | "variant.changed",
  row: GenerationRow,
  variantId: string,
): NewEvent {
  return { name, data: { campaignId: row.campaignId, variantId, platform: row.platform } };
}
