import { and, eq, sql } from "drizzle-orm";
import type { ConversionsTakenBack } from "@/lib/contracts/links";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { retryClash } from "@/server/db/retry-clash";
import { conversions } from "@/server/db/schema/links";
import { countForPosts, recountLinks } from "./change-conversions";
import { requireLink } from "./require-link";

/** Anybody may have made up what pages told of a link: it goes, what servers told stays. */
export async function takeBackConversions(ctx: Ctx, code: string): Promise<ConversionsTakenBack> {
  const { workspaceId } = ctx;
  return retryClash(ctx.runtime, () =>
    ctx.db.transaction(async (tx) => {
      const { postId, url } = await requireLink(tx, workspaceId, code);
      const removed = await removeFromPages(tx, workspaceId, code);
      if (removed === 0) return { removed };
      await recountLinks(tx, workspaceId, [code]);
      await recordAudit(tx, ctx, {
        ...{ action: "link.conversions_removed", subjectType: "link", subjectName: url },
        before: { code, conversions: removed },
      });
      const changes = new Map([[postId, -removed]]);
      await countForPosts(tx, workspaceId, { changes, at: ctx.now() });
      return { removed };
    }),
  );
}

async function removeFromPages(tx: Tx, workspaceId: string, code: string): Promise<number> {
  const own = and(
    ...[eq(conversions.workspaceId, workspaceId), eq(conversions.code, code)],
    eq(conversions.source, "page"),
  );
  const gone = tx
    .$with("gone")
    .as(tx.delete(conversions).where(own).returning({ id: conversions.id }));
  const [row] = await tx
    .with(gone)
    .select({ all: sql<number>`count(*)`.mapWith(Number) })
    .from(gone);
  return row?.all ?? 0;
}
