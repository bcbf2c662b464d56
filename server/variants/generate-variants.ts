import { and, asc, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import { WritingError } from "@/server/ai/failure";
import { createWriter, type Writer } from "@/server/ai/writer";
import { toProgress } from "@/server/campaigns/queue-generation";
import { type Ctx, systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { campaigns, generations, variants } from "@/server/db/schema/campaigns";
import { emit, type NewEvent } from "@/server/events/emit";
import type { JobPayload } from "@/server/jobs/catalog";
import { choosePrompts } from "@/server/variants/choose-prompts";
import { leaseProductMs } from "@/server/variants/generation-lease";
import { storeWritten } from "@/server/variants/store-written";
import { type Written, writeVariants } from "@/server/variants/write-variants";

export type GenerationRow = typeof generations.$inferSelect;
type GenerationStatus = GenerationRow["status"];

/** Writes what one generation row orders. A stale call finds nothing to do; a failure is a row, not an exception. */
export async function generateVariants(
  runtime: Ctx["runtime"],
  payload: JobPayload<"generate-variants">,
): Promise<void> {
  const ctx = systemContext(runtime, payload.workspaceId, payload.generationId);
  const claimed = await claim(ctx, payload.generationId);
  if (!claimed) return;
  try {
    const writer = createWriter(runtime);
    const written = await write(ctx, writer, claimed);
    if (written) await finish(ctx, writer, claimed, written);
  } catch (error) {
    const known = error instanceof WritingError;
    if (!known) ctx.log.error({ err: error, generationId: claimed.id }, "generation failed");
    const reason = known
      ? error.message
      : "The server could not finish this. Try again; its log has the details.";
    await move(ctx, claimed, ["writing", "checking"], { status: "failed", error: reason });
  }
}

/** Queued, or left behind by a process that died. */
async function claim(ctx: Ctx, id: string): Promise<GenerationRow | null> {
  const abandoned = new Date(ctx.now().getTime() - leaseProductMs(ctx.runtime));
  return ctx.db.transaction(async (tx) => {
    const [row] = await tx
      .update(generations)
      .set({ status: "writing", error: null, updatedAt: ctx.now() })
      .where(
        and(
          eq(generations.id, id),
          eq(generations.workspaceId, ctx.workspaceId),
          or(
            eq(generations.status, "queued"),
            and(
              inArray(generations.status, ["writing", "checking"]),
              lt(generations.updatedAt, abandoned),
            ),
          ),
        ),
      )
      .returning();
    if (!row) return null;
    await emit(tx, ctx.workspaceId, [toProgress(row, row.id, "writing")]);
    return row;
  });
}

async function write(ctx: Ctx, writer: Writer, row: GenerationRow): Promise<Written | null> {
  const [campaign] = await ctx.db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.id, row.campaignId),
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
      ),
    );
  if (!campaign) {
    await move(ctx, row, ["writing"], { status: "failed", error: "The campaign was deleted." });
    return null;
  }
  // The one that is written anew is among them: it has to become another text.
  const existing = await ctx.db
    .select({
      ordinal: variants.ordinal,
      label: variants.label,
      title: variants.title,
      text: variants.text,
    })
    .from(variants)
    .where(
      and(
        eq(variants.campaignId, row.campaignId),
        eq(variants.workspaceId, ctx.workspaceId),
        eq(variants.platform, row.platform),
        isNull(variants.deletedAt),
      ),
    )
    .orderBy(asc(variants.ordinal));
  const { brief, objective: goal, brand } = campaign;
  const platform = Platform.parse(row.platform);
  const { campaignId, count } = row;
  const prompts = await choosePrompts(ctx, { campaignId, platform, brief, count });
  const order = { platform, brief, goal, brand, count, existing, prompts };
  return writeVariants(writer, order, () => move(ctx, row, ["writing"], { status: "checking" }));
}

async function finish(
  ctx: Ctx,
  writer: Writer,
  row: GenerationRow,
  written: Written,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const { promptTokens, completionTokens } = written;
    const usage = { model: writer.model, promptTokens, completionTokens };
    const moved = await moveIn(tx, ctx, row, ["checking"], { status: "done", ...usage });
    if (!moved) return;
    const facts = await storeWritten(tx, ctx, row, writer, written);
    await emit(tx, ctx.workspaceId, [...facts, ...moved]);
  });
}

type Change = Partial<
  Pick<GenerationRow, "error" | "model" | "promptTokens" | "completionTokens">
> & {
  status: GenerationStatus;
};

async function move(
  ctx: Ctx,
  row: GenerationRow,
  from: GenerationStatus[],
  change: Change,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const facts = await moveIn(tx, ctx, row, from, change);
    if (facts) await emit(tx, ctx.workspaceId, facts);
  });
}

async function moveIn(
  tx: Tx,
  ctx: Ctx,
  row: GenerationRow,
  from: GenerationStatus[],
  change: Change,
): Promise<NewEvent[] | null> {
  const moved = await tx
    .update(generations)
    .set({ ...change, updatedAt: ctx.now() })
    .where(and(eq(generations.id, row.id), inArray(generations.status, from)))
    .returning({ id: generations.id });
  return moved.length > 0 ? [toProgress(row, row.id, change.status)] : null;
}
