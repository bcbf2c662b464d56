import { and, eq, sql } from "drizzle-orm";
import type { ConversionAnswer, ReportConversion } from "@/lib/contracts/links";
import { authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import { closeLedger } from "@/server/analytics/close-ledger";
import { openLedger, takeChanges } from "@/server/analytics/ledger";
import type { Tx } from "@/server/db/client";
import { retryClash } from "@/server/db/retry-clash";
import { conversions, links } from "@/server/db/schema/links";
import { AppError } from "@/server/errors";
import type { Runtime } from "@/server/runtime";

type Reported = Pick<ReportConversion, "code" | "id" | "value">;

/** Counts what somebody did after a click. The same id is counted once. @throws AppError `not_found`. */
export async function reportConversion(
  { database, clock, random }: Pick<Runtime, "database" | "clock" | "random">,
  workspaceId: string,
  { code, id, value = null }: Reported,
): Promise<ConversionAnswer> {
  const happenedAt = clock.now();
  return retryClash({ constraint: "conversions_workspace_id_id_pk", random }, () =>
    database.db.transaction(async (tx) => {
      const postId = await lockLink(tx, workspaceId, code);
      const stored = await tx
        .insert(conversions)
        .values({ workspaceId, id, code, value, happenedAt })
        .onConflictDoNothing()
        .returning({ id: conversions.id });
      if (stored.length === 0) return { status: "duplicate" };
      await tx
        .update(links)
        .set({
          conversions: sql`${links.conversions} + 1`,
          value: sql`${links.value} + ${value ?? 0}::numeric`,
        })
        .where(eq(links.code, code));
      await countForPost(tx, workspaceId, postId, happenedAt);
      return { status: "counted" };
    }),
  );
}

/** The link's post. */
async function lockLink(tx: Tx, workspaceId: string, code: string): Promise<string> {
  const [link] = await tx
    .select({ postId: links.postId })
    .from(links)
    .where(and(eq(links.code, code), eq(links.workspaceId, workspaceId)))
    .for("no key update");
  if (link) return link.postId;
  throw new AppError(
    "not_found",
    "No short link of this workspace has this code. Send what `bw` in the page’s address says.",
  );
}

async function countForPost(
  tx: Tx,
  workspaceId: string,
  postId: string,
  happenedAt: Date,
): Promise<void> {
  const ledger = await openLedger(tx, workspaceId, [postId]);
  for (const post of ledger.posts.values()) {
    if (authorityOf(catalog[post.platform], "conversions", true) !== "link") continue;
    const observedAt = happenedAt.getTime();
    takeChanges(ledger, post, { source: "link", observedAt, changes: { conversions: 1 } });
  }
  await closeLedger(tx, ledger);
}
