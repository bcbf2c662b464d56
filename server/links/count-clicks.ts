import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { closeLedger } from "@/server/analytics/close-ledger";
import { openLedger, takeChanges } from "@/server/analytics/ledger";
import type { Tx } from "@/server/db/client";
import { retryClash } from "@/server/db/retry-clash";
import { links, linkVisits } from "@/server/db/schema/links";
import { toArray } from "@/server/db/to-array";
import type { Runtime } from "@/server/runtime";
import { dayOf, hashVisitor, readSalts, WINDOW_MS } from "./visitor";

export interface Click {
  workspaceId: string;
  postId: string;
  platform: Platform;
  code: string;
  address: string;
  userAgent: string;
  at: Date;
}

/** Counts the clicks of a workspace's links, each visitor's once within half an hour. Tells which were. */
export async function countClicks(
  runtime: Pick<Runtime, "database" | "random">,
  workspaceId: string,
  clicks: readonly Click[],
): Promise<boolean[]> {
  return retryClash(runtime, () =>
    runtime.database.db.transaction(async (tx) => {
      const isNew = await takeVisits(tx, clicks);
      const counted = clicks.filter((_, i) => isNew[i]);
      if (counted.length > 0) await addClicks(tx, workspaceId, counted);
      return isNew;
    }),
  );
}

async function takeVisits(tx: Tx, clicks: readonly Click[]): Promise<boolean[]> {
  const last = new Date(Math.max(...clicks.map(({ at }) => at.getTime())));
  const began = ({ at }: Click) => new Date(at.getTime() - WINDOW_MS);
  const days = clicks.flatMap((click) => [dayOf(click.at), dayOf(began(click))]);
  const salts = await readSalts(tx, dayOf(last), days);
  const hashOn = (day: string, click: Click) => {
    const salt = salts.get(day);
    return salt === undefined ? null : hashVisitor(salt, click);
  };
  const visits = clicks.map((click) => ({
    at: click.at,
    // Without its own day's salt the visitor is made of the newest there is.
    visitor: hashOn(dayOf(click.at), click) ?? hashOn(dayOf(last), click) ?? "",
    // A window may have begun under the salt of the day before.
    earlier: dayOf(began(click)) === dayOf(click.at) ? null : hashOn(dayOf(began(click)), click),
  }));
  const seen = await listSeen(tx, visits, new Date(last.getTime() - WINDOW_MS));
  const open = visits.filter(({ earlier }) => earlier === null || !seen.has(earlier));
  const fresh = await storeVisits(tx, open);
  return visits.map((visit) => open.includes(visit) && fresh.delete(visit.visitor));
}

interface Visit {
  at: Date;
  visitor: string;
  earlier: string | null;
}

async function listSeen(tx: Tx, visits: readonly Visit[], since: Date): Promise<Set<string>> {
  const asked = visits.flatMap(({ earlier }) => earlier ?? []);
  if (asked.length === 0) return new Set();
  const rows = await tx
    .select({ visitor: linkVisits.visitor })
    .from(linkVisits)
    .where(and(inArray(linkVisits.visitor, asked), gt(linkVisits.countedAt, since)));
  return new Set(rows.map(({ visitor }) => visitor));
}

/** In the order of their hashes, so that two who count never wait for each other crosswise. */
async function storeVisits(tx: Tx, visits: readonly Visit[]): Promise<Set<string>> {
  const first = new Map<string, Date>();
  for (const { visitor, at } of visits) if (!first.has(visitor)) first.set(visitor, at);
  if (first.size === 0) return new Set();
  const visitors = [...first.keys()].sort();
  const times = visitors.map((visitor) => first.get(visitor)?.getTime() ?? 0);
  const { rows } = await tx.execute(sql`
    insert into link_visits (visitor, counted_at)
    select r.visitor, to_timestamp(r.at / 1000.0)
    from unnest(${toArray("text", visitors)}, ${toArray("bigint", times)}) as r(visitor, at)
    on conflict (visitor) do update set counted_at = excluded.counted_at
      where link_visits.counted_at <= excluded.counted_at - ${`${WINDOW_MS} milliseconds`}::interval
    returning visitor`);
  return new Set((rows as unknown as { visitor: string }[]).map(({ visitor }) => visitor));
}

async function addClicks(tx: Tx, workspaceId: string, clicks: readonly Click[]): Promise<void> {
  const byCode = [...Map.groupBy(clicks, ({ code }) => code)].sort(([a], [b]) => (a < b ? -1 : 1));
  const codes = byCode.map(([code]) => code);
  await tx
    .select({ code: links.code })
    .from(links)
    .where(and(inArray(links.code, codes), eq(links.workspaceId, workspaceId)))
    .orderBy(links.code)
    .for("no key update");
  const amounts = byCode.map(([, own]) => own.length);
  const times = byCode.map(([, own]) => Math.max(...own.map(({ at }) => at.getTime())));
  await tx.execute(sql`
    update links l set clicks = l.clicks + r.amount,
      last_click_at = greatest(l.last_click_at, to_timestamp(r.at / 1000.0))
    from unnest(${toArray("text", codes)}, ${toArray("integer", amounts)},
      ${toArray("bigint", times)}) as r(code, amount, at)
    where l.code = r.code and l.workspace_id = ${workspaceId}::uuid`);
  await countForPosts(tx, workspaceId, clicks);
}

/** Where the platform tells its own clicks, a link's stand beside them and are no count of the post. */
async function countForPosts(tx: Tx, workspaceId: string, clicks: readonly Click[]): Promise<void> {
  const own = clicks.filter(
    ({ platform }) => authorityOf(catalog[platform], "clicks", true) === "link",
  );
  if (own.length === 0) return;
  const byPost = Map.groupBy(own, ({ postId }) => postId);
  const ledger = await openLedger(tx, workspaceId, [...byPost.keys()]);
  for (const [postId, told] of byPost) {
    const post = ledger.posts.get(postId);
    if (!post) continue;
    const observedAt = Math.max(...told.map(({ at }) => at.getTime()));
    takeChanges(ledger, post, { source: "link", observedAt, changes: { clicks: told.length } });
  }
  await closeLedger(tx, ledger);
}
