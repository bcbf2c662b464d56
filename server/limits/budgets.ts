import { and, gt, inArray, like, lte, max, sql } from "drizzle-orm";
import { nextMidnight } from "@/lib/domain/calendar-grid";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Reader, Tx } from "@/server/db/client";
import { rateBudgets } from "@/server/db/schema/facts";
import type { Service } from "@/server/limits/circuit";
import type { ToldLimit } from "@/server/platforms/told-limit";

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
    const subject = limit.ofApp ? appSubject(account) : account.id;
    const purposes: CallPurpose[] = limit.isShared ? ["publish", "read"] : [purpose];
    const rows = purposes.map((each) => ({
      subject,
      window: limit.family ? `${each} ${limit.family}` : each,
      ...kept,
    }));
    await database.db
      .insert(rateBudgets)
      .values(rows)
      .onConflictDoUpdate({ target: [rateBudgets.subject, rateBudgets.window], set: kept });
  }
}

/** Counts a try to post against what the app has in a day, where no answer tells how much is left. */
export async function countAppPost(
  { clock, database }: Pick<Ctx["runtime"], "clock" | "database">,
  service: Service,
): Promise<void> {
  const platform = Platform.safeParse(service.platform).data;
  const daily = platform && catalog[platform].appDaily;
  if (!daily) return;
  const seenAt = clock.now();
  const resetsAt = nextMidnight(seenAt, daily.zone);
  const fresh = { remaining: daily.posts - 1, quota: daily.posts, resetsAt, seenAt };
  const isSameDay = sql`${rateBudgets.resetsAt} = excluded.resets_at`;
  await database.db
    .insert(rateBudgets)
    .values({ subject: appSubject(service), window: "publish day", ...fresh })
    .onConflictDoUpdate({
      target: [rateBudgets.subject, rateBudgets.window],
      set: {
        ...fresh,
        remaining: sql`case when ${isSameDay} then greatest(${rateBudgets.remaining} - 1, 0)
          else excluded.remaining end`,
      },
    });
}

/** A refusal told how long to wait: until then the account, or its app, has nothing left for this purpose. */
export async function keepHint(
  writer: Pick<Tx, "insert">,
  subject: string,
  purpose: CallPurpose,
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  const kept = { remaining: 0, quota: null, resetsAt: until, seenAt: now };
  await writer
    .insert(rateBudgets)
    .values({ subject, window: `${purpose} hint`, ...kept })
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
