import { and, count, eq, inArray, sql, sum } from "drizzle-orm";
import { authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import { closeLedger } from "@/server/analytics/close-ledger";
import { openLedger, takeChanges } from "@/server/analytics/ledger";
import type { Tx } from "@/server/db/client";
import { conversions, links } from "@/server/db/schema/links";

/** The most that the column holds. A sum that got there stays there, and no conversion is lost. */
const MOST_WORTH = "99999999999999.99";

/** Counts one more conversion of a link. */
export async function addConversion(
  tx: Tx,
  { workspaceId, code, value }: { workspaceId: string; code: string; value: number },
): Promise<void> {
  await tx
    .update(links)
    .set({
      conversions: sql`${links.conversions} + 1`,
      value: sql`least(${links.value} + ${value}::numeric, ${MOST_WORTH}::numeric)`,
    })
    .where(and(eq(links.code, code), eq(links.workspaceId, workspaceId)));
}

/** Counts links anew from their conversions, after some of these went or moved. */
export async function recountLinks(
  tx: Tx,
  workspaceId: string,
  codes: readonly string[],
): Promise<void> {
  const own = and(inArray(links.code, [...codes]), eq(links.workspaceId, workspaceId));
  // Locked first, so that the next statement sees all that was counted by then.
  await tx
    .select({ code: links.code })
    .from(links)
    .where(own)
    .orderBy(links.code)
    .for("no key update");
  const of = eq(conversions.code, links.code);
  const counted = tx.select({ all: count() }).from(conversions).where(of);
  const worth = tx
    .select({ all: sum(conversions.value) })
    .from(conversions)
    .where(of);
  await tx
    .update(links)
    .set({
      conversions: sql`(${counted})`,
      value: sql`least(coalesce((${worth}), 0), ${MOST_WORTH}::numeric)`,
    })
    .where(own);
}

/** Tells the posts' own counts. Call it last in the transaction. */
export async function countForPosts(
  tx: Tx,
  workspaceId: string,
  { changes, at }: { changes: ReadonlyMap<string, number>; at: Date },
): Promise<void> {
  const ledger = await openLedger(tx, workspaceId, [...changes.keys()]);
  for (const post of ledger.posts.values()) {
    if (authorityOf(catalog[post.platform], "conversions", true) !== "link") continue;
    const told = { source: "link" as const, observedAt: at.getTime() };
    takeChanges(ledger, post, { ...told, changes: { conversions: changes.get(post.id) ?? 0 } });
  }
  await closeLedger(tx, ledger);
}
