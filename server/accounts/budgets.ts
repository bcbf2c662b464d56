import { and, gt, inArray, like, lte, max } from "drizzle-orm";
import type { Service } from "@/server/accounts/circuit";
import type { ToldLimit } from "@/server/accounts/read-limits";
import type { Ctx } from "@/server/context";
import type { Reader, Tx } from "@/server/db/client";
import { rateBudgets } from "@/server/db/schema/facts";

/** What a call was for: each has windows of its own. */
export type CallPurpose = "publish" | "read";

export const appSubject = ({ platform, sandbox }: Service) =>
  `app:${platform}:${sandbox ? "sandbox" : "real"}`;

const NEARLY_SPENT = 0.2;
const FEW = 3;

/** Kept while little is left: a full budget holds nobody up. */
const isWorthKeeping = ({ remaining, quota, resetsAt }: ToldLimit) =>
  remaining !== null &&
  resetsAt !== null &&
  (remaining <= FEW || (quota !== null && remaining <= quota * NEARLY_SPENT));

/** Keeps what the answers of one piece of work told about limits that come to their end. */
export async function recordLimits(
  { clock, database }: Pick<Ctx["runtime"], "clock" | "database">,
  account: Service & { id: string },
  purpose: CallPurpose,
  limits: readonly ToldLimit[],
): Promise<void> {
  const seenAt = clock.now();
  for (const limit of limits.filter(isWorthKeeping)) {
    const { remaining, quota, resetsAt } = limit;
    const kept = { remaining, quota, resetsAt, seenAt };
    await database.db
      .insert(rateBudgets)
      .values({
        subject: limit.ofApp ? appSubject(account) : account.id,
        window: limit.family ? `${purpose} ${limit.family}` : purpose,
        ...kept,
      })
      .onConflictDoUpdate({ target: [rateBudgets.subject, rateBudgets.window], set: kept });
  }
}

/** A refusal told how long to wait: until then the account has nothing left for this purpose. */
export async function keepHint(
  writer: Pick<Tx, "insert">,
  accountId: string,
  purpose: CallPurpose,
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  const kept = { remaining: 0, quota: null, resetsAt: until, seenAt: now };
  await writer
    .insert(rateBudgets)
    .values({ subject: accountId, window: `${purpose} hint`, ...kept })
    .onConflictDoUpdate({ target: [rateBudgets.subject, rateBudgets.window], set: kept });
}

/** Until when nothing is left for this purpose; null: there is. */
export async function findSpentUntil(
  reader: Reader,
  account: Service & { id: string },
  purpose: CallPurpose,
  now: Date,
): Promise<Date | null> {
  const [row] = await reader
    .select({ until: max(rateBudgets.resetsAt) })
    .from(rateBudgets)
    .where(
      and(
        inArray(rateBudgets.subject, [account.id, appSubject(account)]),
        like(rateBudgets.window, `${purpose}%`),
        lte(rateBudgets.remaining, 0),
        gt(rateBudgets.resetsAt, now),
      ),
    );
  return row?.until ?? null;
}
