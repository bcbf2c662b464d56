import { createHash } from "node:crypto";
import { and, eq, gt, inArray, isNull, lte, ne, or, sql } from "drizzle-orm";
import { catalog, type Platform } from "@/lib/platforms/catalog";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { engagementEvents, webhookDeliveries } from "@/server/db/schema/results";
import { emit, type NewEvent } from "@/server/events/emit";
import type { NormalizedEvent } from "@/server/platforms/adapter";
import type { Runtime } from "@/server/runtime";

export interface Delivery {
  platform: Platform;
  sandbox: boolean;
  /** The one whose secret signed it; null where one secret serves all accounts. */
  accountId: string | null;
  raw: Uint8Array;
  events: readonly NormalizedEvent[];
}

const sandboxMinIntervalMs = 10_000;

type Account = typeof socialAccounts.$inferSelect;

interface Heard {
  account: Account;
  event: NormalizedEvent;
  post: { id: string; campaignId: string | null } | null;
}

/** Keeps a signed delivery once, and rings for a reading of the posts it is about. Counts are never taken from it. */
export async function storeDelivery(runtime: Runtime, delivery: Delivery): Promise<void> {
  const now = runtime.clock.now();
  await runtime.database.db.transaction(async (tx) => {
    const [kept] = await tx
      .insert(webhookDeliveries)
      .values({
        platform: delivery.platform,
        accountId: delivery.accountId,
        deliveryKey: toDeliveryKey(delivery),
        events: delivery.events.length,
        receivedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.id });
    if (!kept || delivery.events.length === 0) return;
    const heard = await matchEvents(tx, delivery);
    const fresh = await keepEvents(tx, heard, now);
    for (const accountHeard of Map.groupBy(fresh, (one) => one.account.id).values()) {
      await askForReading(tx, runtime, accountHeard, now);
    }
    const byWorkspace = Map.groupBy(fresh, (one) => one.account.workspaceId);
    for (const workspaceId of [...byWorkspace.keys()].sort()) {
      await emit(tx, workspaceId, (byWorkspace.get(workspaceId) ?? []).map(toFact));
    }
  });
}

function toDeliveryKey({ platform, sandbox, accountId, raw }: Delivery): string {
  const hash = createHash("sha256").update(raw).digest("hex");
  return [platform, sandbox ? "sandbox" : "real", accountId ?? "all", hash].join(":");
}

/** One account may be connected in several workspaces; each hears of it. */
async function matchEvents(tx: Tx, delivery: Delivery): Promise<Heard[]> {
  const { accountId, events } = delivery;
  const externalIds = events.flatMap((event) => event.externalAccountId ?? []);
  if (!accountId && externalIds.length === 0) return [];
  const accounts = await tx
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.platform, delivery.platform),
        eq(socialAccounts.sandbox, delivery.sandbox),
        ne(socialAccounts.status, "disconnected"),
        accountId
          ? eq(socialAccounts.id, accountId)
          : inArray(socialAccounts.externalId, externalIds),
      ),
    );
  const found = await findPosts(tx, accounts, events);
  return accounts.flatMap((account) =>
    events
      .filter((event) => accountId !== null || event.externalAccountId === account.externalId)
      .map((event) => ({
        account,
        event,
        post: found.get(`${account.id} ${event.externalPostId}`) ?? null,
      })),
  );
}

async function findPosts(tx: Tx, accounts: Account[], events: readonly NormalizedEvent[]) {
  const postIds = events.flatMap((event) => event.externalPostId ?? []);
  if (accounts.length === 0 || postIds.length === 0) return new Map();
  const rows = await tx
    .select({
      id: posts.id,
      campaignId: posts.campaignId,
      accountId: posts.accountId,
      externalId: posts.externalId,
    })
    .from(posts)
    .where(
      and(
        inArray(
          posts.accountId,
          accounts.map((account) => account.id),
        ),
        inArray(posts.externalId, postIds),
      ),
    );
  return new Map(rows.map((row) => [`${row.accountId} ${row.externalId}`, row]));
}

async function keepEvents(tx: Tx, heard: Heard[], now: Date): Promise<Heard[]> {
  if (heard.length === 0) return [];
  const rows = await tx
    .insert(engagementEvents)
    .values(
      heard.map(({ account, event, post }) => ({
        workspaceId: account.workspaceId,
        accountId: account.id,
        postId: post?.id ?? null,
        platform: account.platform,
        externalEventId: event.externalEventId,
        kind: event.kind,
        payload: event.payload,
        happenedAt: event.at ?? now,
      })),
    )
    .onConflictDoNothing()
    .returning({
      accountId: engagementEvents.accountId,
      eventId: engagementEvents.externalEventId,
    });
  const kept = new Set(rows.map((row) => `${row.accountId} ${row.eventId}`));
  return heard.filter(({ account, event }) => kept.has(`${account.id} ${event.externalEventId}`));
}

/** At once when the last reading is old enough, else as soon as it is: the tick finds it then. */
async function askForReading(tx: Tx, runtime: Runtime, heard: Heard[], now: Date): Promise<void> {
  const account = heard[0]?.account;
  const ids = heard.flatMap(({ post }) => post?.id ?? []);
  if (!account || ids.length === 0) return;
  const { pull } = catalog[account.platform as Platform];
  const minIntervalMs = account.sandbox ? sandboxMinIntervalMs : pull.minIntervalMinutes * 60_000;
  const readyBefore = new Date(now.getTime() - minIntervalMs);
  const isWaiting = or(isNull(posts.metricsNextPullAt), gt(posts.metricsNextPullAt, now));
  const mine = and(inArray(posts.id, ids), eq(posts.status, "published"), isWaiting);
  const isReady = or(isNull(posts.metricsPulledAt), lte(posts.metricsPulledAt, readyBefore));
  const rung = await tx
    .update(posts)
    .set({ metricsNextPullAt: now })
    .where(and(mine, isReady))
    .returning({ id: posts.id });
  const soonest = sql`${posts.metricsPulledAt} + ${`${minIntervalMs} milliseconds`}::interval`;
  await tx
    .update(posts)
    .set({
      metricsNextPullAt: sql`least(coalesce(${posts.metricsNextPullAt}, 'infinity'::timestamptz), ${soonest})`,
    })
    .where(and(mine, gt(posts.metricsPulledAt, readyBefore)));
  if (rung.length === 0) return;
  const payload = { workspaceId: account.workspaceId, accountId: account.id };
  await runtime.jobs.send(tx, "pull-metrics", payload);
}

const toFact = ({ account, event, post }: Heard): NewEvent => ({
  name: "engagement.received",
  data: {
    campaignId: post?.campaignId ?? null,
    postId: post?.id ?? null,
    accountId: account.id,
    platform: account.platform,
    kind: event.kind,
  },
});
