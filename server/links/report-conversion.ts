import { and, eq } from "drizzle-orm";
import {
  type ConversionAnswer,
  MOST_WORTH_OF_PAGE,
  type ReportConversion,
} from "@/lib/contracts/links";
import type { Tx } from "@/server/db/client";
import { retryClash } from "@/server/db/retry-clash";
import { conversions } from "@/server/db/schema/links";
import { AppError, invalidField } from "@/server/errors";
import type { Runtime } from "@/server/runtime";
import { addConversion, countForPosts, recountLinks } from "./change-conversions";
import { requireLink } from "./require-link";

/** `page`: with the public key, which anybody can read. `server`: with a token. */
type Source = typeof conversions.$inferSelect.source;
type Reported = Pick<ReportConversion, "code" | "id" | "value"> & { source: Source };

/**
 * Counts what somebody did after a click. The same id is counted once; what a server tells of it takes
 * the place of what a page told. @throws AppError `not_found`.
 */
export async function reportConversion(
  { database, clock, random }: Pick<Runtime, "database" | "clock" | "random">,
  workspaceId: string,
  { code, id, source, value }: Reported,
): Promise<ConversionAnswer> {
  const row = { workspaceId, id, code, source, value: value ?? null, happenedAt: clock.now() };
  if (source === "page" && (row.value ?? 0) > MOST_WORTH_OF_PAGE) {
    const most = MOST_WORTH_OF_PAGE.toLocaleString("en-GB");
    throw invalidField("value", `A page may tell up to ${most}. Send more with a token.`);
  }
  return retryClash({ random }, () => database.db.transaction((tx) => count(tx, row)));
}

type Row = Reported & typeof conversions.$inferInsert;

/** Every writer takes the conversion first, then links by their codes: none waits crosswise. */
async function count(tx: Tx, row: Row): Promise<ConversionAnswer> {
  const { workspaceId, code, happenedAt: at } = row;
  const { postId } = await requireLink(tx, workspaceId, code);
  const stored = await tx
    .insert(conversions)
    .values(row)
    .onConflictDoNothing()
    .returning({ id: conversions.id });
  if (stored.length > 0) {
    await addConversion(tx, { workspaceId, code, value: row.value ?? 0 });
    await countForPosts(tx, workspaceId, { changes: new Map([[postId, 1]]), at });
    return { status: "counted" };
  }
  if (row.source === "page") return { status: "duplicate" };
  const before = await replacePageRow(tx, row);
  if (before === null) return { status: "duplicate" };
  await recountLinks(tx, workspaceId, [before, code]);
  const { postId: from } = await requireLink(tx, workspaceId, before);
  if (from !== postId) {
    const moved = new Map([
      [from, -1],
      [postId, 1],
    ]);
    await countForPosts(tx, workspaceId, { changes: moved, at });
  }
  return { status: "counted" };
}

/** The code that a page gave; null: a server told this conversion before. */
async function replacePageRow(tx: Tx, { workspaceId, id, ...row }: Row): Promise<string | null> {
  const own = and(eq(conversions.workspaceId, workspaceId), eq(conversions.id, id));
  const { code, source } = conversions;
  const [known] = await tx.select({ code, source }).from(conversions).where(own).for("update");
  if (!known) {
    throw new AppError("unavailable", "This conversion was taken back just now. Send it again.");
  }
  if (known.source === "server") return null;
  await tx.update(conversions).set(row).where(own);
  return known.code;
}
