import { and, eq, isNull, type SQL } from "drizzle-orm";
import { nextEdition } from "@/server/campaigns/edition";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { contentHash } from "@/server/variants/content-hash";
import type { VariantRow } from "@/server/variants/to-variant-view";

type Changes = Partial<
  Pick<
    VariantRow,
    | "label"
    | "title"
    | "text"
    | "format"
    | "options"
    | "media"
    | "mediaAdvice"
    | "source"
    | "model"
    | "promptVersion"
    | "promptTokens"
    | "completionTokens"
  >
>;

/** Saves changes of one edition, with the hash of what would now be posted. Null: somebody saved before. */
export async function changeVariant(
  tx: Tx,
  ctx: Ctx,
  before: VariantRow,
  changes: Changes,
  isUnchanged: SQL,
): Promise<VariantRow | null> {
  const [after] = await tx
    .update(variants)
    .set({
      ...changes,
      contentHash: contentHash({ ...before, ...changes }),
      updatedAt: nextEdition(variants.updatedAt, ctx.now()),
    })
    .where(
      and(
        eq(variants.id, before.id),
        eq(variants.workspaceId, ctx.workspaceId),
        isNull(variants.deletedAt),
        // What was read is still what is there, so that the hash is of the saved row.
        eq(variants.contentHash, before.contentHash),
        isUnchanged,
      ),
    )
    .returning();
  return after ?? null;
}
