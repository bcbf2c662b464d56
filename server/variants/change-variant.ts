import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { editShare } from "@/lib/domain/edit-share";
import { nextEdition } from "@/server/campaigns/edition";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { variantReviews } from "@/server/db/schema/reviews";
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
    | "promptVersionId"
    | "writtenText"
    | "writtenAt"
    | "humanEditShare"
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
  const hash = contentHash({ ...before, ...changes });
  const [after] = await tx
    .update(variants)
    .set({
      ...toShare(before, changes),
      ...changes,
      contentHash: hash,
      editedBy: toEditor(ctx),
      ...(hash === before.contentHash ? {} : toStanding(hash)),
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

/** How much of what a model wrote people have changed by now. */
function toShare({ writtenText }: VariantRow, { text }: Changes): Changes {
  return writtenText === null || text === undefined
    ? {}
    : { humanEditShare: editShare(writtenText, text) };
}

/** A person's name, or a token's; what the product writes is nobody's. */
export const toEditor = ({ actor }: Ctx): string | null =>
  actor.kind === "system" ? null : actor.name;

/** A verdict is about a content: who goes back to what was reviewed before finds the verdict there. */
function toStanding(hash: string) {
  const verdict = sql`(
    select ${variantReviews.verdict} from ${variantReviews}
    where ${variantReviews.variantId} = ${variants.id} and ${variantReviews.contentHash} = ${hash}
    order by ${variantReviews.nth} desc limit 1)`;
  return {
    approvedHash: sql`case when ${verdict} = 'approved' then ${hash} else ${variants.approvedHash} end`,
    rejectedHash: sql`case when ${verdict} = 'rejected' then ${hash} else ${variants.rejectedHash} end`,
  };
}
