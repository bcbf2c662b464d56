import { and, eq, gte, inArray, lte, ne, type SQL, sql } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { providerHealth } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { probeEnd, type Service } from "@/server/limits/circuit";
import type { Runtime } from "./claimed-post";
import { type Fact, toPostFact } from "./emit-facts";

const DAY_MS = 86_400_000;

/** Of an account `a`: its platform's circuit is closed, and its limits leave room for a post. */
export const isOpenForPosts = (at: string): SQL => sql`
  not exists (select 1 from provider_health h
    where h.platform = a.platform and h.sandbox = a.sandbox and h.state <> 'closed')
  and ${hasBudget(at)}`;

const hasBudget = (at: string): SQL => sql`
  not exists (select 1 from rate_budgets b
    where b.subject in (a.id::text,
        'app:' || a.platform || ':' || case when a.sandbox then 'sandbox' else 'real' end)
      and b.remaining <= 0 and b.resets_at > ${at}::timestamptz and b."window" like 'publish%')`;

/** Of an account `a`: it is of this platform and world, and only its circuit keeps it. */
export const isProbeOf = ({ platform, sandbox }: Service, at: string): SQL => sql`
  a.platform = ${platform} and a.sandbox = ${sandbox} and ${hasBudget(at)}`;

/** What keeps posts in at the moment. */
export interface Gates {
  /** Platforms that failed so often that they are left alone. */
  circuits: (Service & { state: string; nextProbeAt: Date | null })[];
  /** Accounts that may not post before a time. */
  spent: { id: string; platform: string; until: Date }[];
}

interface Hold {
  /** Which due posts, by `p` and their account `a`. */
  which: SQL;
  until: Date;
  code: string;
  message: string;
}

/** Due posts that cannot go now because of their platform get a later time and say why. */
export async function holdBack(tx: Tx, gates: Gates, due: SQL, now: Date): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const hold of [...restingHolds(gates, now), ...spentHolds(gates)]) {
    facts.push(...(await holdPosts(tx, hold, due, now)));
  }
  return facts;
}

const restingHolds = ({ circuits }: Gates, now: Date): Hold[] =>
  circuits.flatMap(({ platform, sandbox, state, nextProbeAt }) => {
    if (state !== "open" || !nextProbeAt || nextProbeAt <= now) return [];
    return {
      which: sql`a.platform = ${platform} and a.sandbox = ${sandbox}`,
      until: nextProbeAt,
      code: "platform_resting",
      message: `${labelOf(platform)} does not answer well at the moment. This post waits and goes out by itself once it does.`,
    };
  });

const spentHolds = ({ spent }: Gates): Hold[] =>
  spent.map(({ id, platform, until }) => ({
    which: sql`a.id = ${id}::uuid`,
    until,
    code: "limit_reached",
    message: `${labelOf(platform)} allows no more posts from this account for now. This one goes out by itself when the limit ends.`,
  }));

const labelOf = (platform: string): string => catalog[platform as Platform]?.label ?? platform;

/** Gives due posts a later time and a reason; one that a person moved or stopped meanwhile stays as it is. */
export async function holdPosts(tx: Tx, hold: Hold, due: SQL, now: Date): Promise<Fact[]> {
  // Rows that another process holds at this moment are its own to hold back.
  const ids = sql`array(
    select p.id from posts p
    join social_accounts a on a.id = p.account_id
    join workspaces w on w.id = p.workspace_id
    where ${hold.which} and a.status in ('active', 'expiring') and not a.paused
      and not w.all_paused and ${due}
    order by p.id limit 1000 for no key update of p skip locked)`;
  const held = await tx
    .update(posts)
    .set({
      nextAt: hold.until,
      problemCode: hold.code,
      problem: hold.message,
      updatedAt: now,
    })
    .where(and(sql`${posts.id} = any(${ids})`, eq(posts.status, "queued")))
    .returning();
  return held.map((post) => toPostFact("post.changed", post, { status: "queued" }));
}

/** Accounts that have used up what their platform allows in a day keep their posts until it is over. */
export async function holdCapped<A extends { id: string; platform: string }>(
  tx: Tx,
  accounts: readonly A[],
  due: SQL,
  now: Date,
): Promise<{ accounts: A[]; facts: Fact[] }> {
  const capped = accounts.filter(({ platform }) => capOf(platform) !== undefined);
  const cappedIds = capped.map(({ id }) => id);
  const times = cappedIds.length > 0 ? await listPostTimes(tx, cappedIds, now) : new Map();
  const facts: Fact[] = [];
  const open: A[] = [];
  for (const account of accounts) {
    const { id, platform } = account;
    const freeAt = toFreeAt(times.get(id) ?? [], capOf(platform));
    if (freeAt === null) {
      open.push(account);
      continue;
    }
    const cap = capOf(platform);
    const hold: Hold = {
      which: sql`a.id = ${id}::uuid`,
      until: freeAt,
      code: "daily_cap",
      message: `${labelOf(platform)} allows ${cap} posts in 24 hours. This one goes out by itself when the first of them is a day old.`,
    };
    facts.push(...(await holdPosts(tx, hold, due, now)));
  }
  return { accounts: open, facts };
}

const capOf = (platform: string): number | undefined => catalog[platform as Platform]?.dailyPosts;

export interface Posted {
  at: Date;
  /** Null: the platform's first. */
  format: string | null;
}

/** What each account has posted in the last 24 hours, or may have. */
export async function listPostTimes(
  tx: Tx,
  accountIds: readonly string[],
  now: Date,
): Promise<Map<string, Posted[]>> {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  // Nothing goes out more than a day late, so that older slots need not be read.
  const oldest = new Date(now.getTime() - 3 * DAY_MS);
  const rows = await tx
    .select({
      accountId: posts.accountId,
      at: sql`coalesce(${posts.publishedAt}, ${posts.firstAttemptAt})`.mapWith(posts.publishedAt),
      format: sql<string | null>`${posts.content}->>'format'`,
    })
    .from(posts)
    .where(
      and(
        inArray(posts.accountId, [...accountIds]),
        gte(posts.dueAt, oldest),
        lte(posts.dueAt, now),
        inArray(posts.status, ["published", "deleted", "pending", "unknown", "parked"]),
        sql`coalesce(${posts.publishedAt}, ${posts.firstAttemptAt}) > ${dayAgo.toISOString()}::timestamptz`,
      ),
    );
  const times = new Map<string, Posted[]>();
  for (const { accountId, ...posted } of rows) {
    times.set(accountId, [...(times.get(accountId) ?? []), posted]);
  }
  return times;
}

/** When the account may post again; null: now. */
export function toFreeAt(done: readonly Posted[], cap: number | undefined): Date | null {
  if (cap === undefined || done.length < cap) return null;
  const times = done.map(({ at }) => at.getTime()).toSorted((a, b) => a - b);
  const leaving = times[times.length - cap];
  return leaving === undefined ? null : new Date(leaving + DAY_MS);
}

/** Platforms that may be tried again with one post. Locked, so that no other process tries too. */
export async function lockProbes(tx: Tx, { circuits }: Gates, now: Date): Promise<Service[]> {
  if (!circuits.some(({ nextProbeAt }) => nextProbeAt && nextProbeAt <= now)) return [];
  return tx
    .select({ platform: providerHealth.platform, sandbox: providerHealth.sandbox })
    .from(providerHealth)
    .where(and(ne(providerHealth.state, "closed"), lte(providerHealth.nextProbeAt, now)))
    .for("update", { skipLocked: true });
}

/** From here on nobody else is let through until this post has shown how its platform is. */
export async function startProbe(tx: Tx, runtime: Runtime, service: Service): Promise<void> {
  await tx
    .update(providerHealth)
    .set({ state: "half_open", nextProbeAt: probeEnd(runtime) })
    .where(
      and(
        eq(providerHealth.platform, service.platform),
        eq(providerHealth.sandbox, service.sandbox),
      ),
    );
}
