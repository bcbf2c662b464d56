import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { engagementEvents, webhookDeliveries } from "@/server/db/schema/results";
import { uuidv7 } from "@/server/db/uuid";
import { emit, type NewEvent } from "@/server/events/emit";
import { getAdapter } from "@/server/platforms/registry";
import type { NormalizedEvent } from "@/server/platforms/webhook-spec";
import { emitFacts } from "@/server/posts/emit-facts";
import type { Runtime } from "@/server/runtime";
import { askForReading } from "@/server/webhooks/ask-for-reading";
import { countWebhooks } from "@/server/webhooks/count-webhooks";
import { type HeardMessage, hearMessages, obeyStops } from "@/server/webhooks/hear-messages";
import { type Heard, matchEvents } from "@/server/webhooks/match-events";
import { tidyEvent } from "@/server/webhooks/tidy-event";

/** Keeps the events that a delivery tells of and rings for readings. Counts are never taken from it. */
export async function processDelivery(runtime: Runtime, deliveryId: string): Promise<void> {
  const now = runtime.clock.now();
  await runtime.database.db.transaction(async (tx) => {
    const [delivery] = await tx
      .select()
      .from(webhookDeliveries)
      .where(and(eq(webhookDeliveries.id, deliveryId), isNull(webhookDeliveries.processedAt)))
      .for("update");
    if (!delivery) return;
    const platform = Platform.parse(delivery.platform);
    const { sandbox, accountId, body } = delivery;
    const events = parse(runtime, platform, body ?? "");
    const heard = await matchEvents(tx, { platform, sandbox, accountId, events });
    const fresh = await dropKnown(tx, heard);
    // Before all else, so that nothing else of the delivery can keep a stop from being heard.
    const stops = await obeyStops(tx, runtime, toMessages(fresh, now));
    const lost = await keepAll(tx, runtime, fresh, now);
    await emitFacts(tx, stops);
    const known = new Set(heard.map(({ event }) => event).filter((event) => !lost.has(event)));
    const unknown = events.length === 0 ? 1 : events.filter((event) => !known.has(event)).length;
    await tx
      .update(webhookDeliveries)
      .set({
        events: events.length,
        unknown,
        processedAt: now,
        // What nobody could make use of stays, to be looked at; the rest is kept as events.
        ...(unknown > 0 ? {} : { body: null }),
      })
      .where(eq(webhookDeliveries.id, deliveryId));
    if (unknown > 0) await countWebhooks(tx, { platform, sandbox }, { unknown }, now);
  });
}

/** A body that trips its parser trips it every time: it is kept to be looked at, and not tried again. */
function parse(runtime: Runtime, platform: Platform, body: string): NormalizedEvent[] {
  try {
    const raw = new TextEncoder().encode(body);
    return (getAdapter(platform).webhook?.parse(raw) ?? []).map(tidyEvent);
  } catch (error) {
    runtime.log.error({ err: error, platform }, "a webhook's body could not be read");
    return [];
  }
}

const keyOf = ({ account, event }: Heard) => `${account.id} ${event.externalEventId}`;

/** Those that no earlier delivery told, each once. */
async function dropKnown(tx: Tx, heard: readonly Heard[]): Promise<Heard[]> {
  if (heard.length === 0) return [];
  const rows = await tx
    .select({
      accountId: engagementEvents.accountId,
      eventId: engagementEvents.externalEventId,
    })
    .from(engagementEvents)
    .where(
      and(
        inArray(engagementEvents.accountId, [...new Set(heard.map(({ account }) => account.id))]),
        inArray(
          engagementEvents.externalEventId,
          heard.map(({ event }) => event.externalEventId),
        ),
      ),
    );
  const known = new Set(rows.map((row) => `${row.accountId} ${row.eventId}`));
  return heard.filter((one) => {
    const key = keyOf(one);
    return known.has(key) ? false : Boolean(known.add(key));
  });
}

/** All at once; where that fails, each alone, so that a bad one takes no other with it. Returns those. */
async function keepAll(
  tx: Tx,
  runtime: Runtime,
  fresh: Heard[],
  now: Date,
): Promise<Set<NormalizedEvent>> {
  const lost = new Set<NormalizedEvent>();
  if (fresh.length === 0 || (await tryToKeep(tx, runtime, fresh, now))) return lost;
  for (const one of fresh) {
    if (!(await tryToKeep(tx, runtime, [one], now))) lost.add(one.event);
  }
  return lost;
}

async function tryToKeep(tx: Tx, runtime: Runtime, fresh: Heard[], now: Date): Promise<boolean> {
  try {
    await tx.transaction(async (inner) => {
      await tellOf(inner, runtime, await keepEvents(inner, fresh, now), now);
    });
    return true;
  } catch (error) {
    runtime.log.error({ err: error, events: fresh.length }, "webhook events could not be kept");
    return false;
  }
}

const toMessages = (fresh: readonly Heard[], now: Date): HeardMessage[] =>
  fresh.flatMap(({ account, event }) =>
    event.message ? { account, message: event.message, at: event.at ?? now } : [],
  );

async function tellOf(tx: Tx, runtime: Runtime, fresh: Heard[], now: Date): Promise<void> {
  for (const ofAccount of Map.groupBy(fresh, (one) => one.account.id).values()) {
    await askForReading(tx, runtime, ofAccount, now);
  }
  await hearMessages(tx, runtime, toMessages(fresh, now));
  const byWorkspace = Map.groupBy(fresh, (one) => one.account.workspaceId);
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    await emit(tx, workspaceId, (byWorkspace.get(workspaceId) ?? []).map(toFact));
  }
}

/** Returns those that another delivery has not kept meanwhile. */
async function keepEvents(tx: Tx, fresh: readonly Heard[], now: Date): Promise<Heard[]> {
  const items = fresh.map((one) => ({ one, id: uuidv7() }));
  const rows = items.map(({ one: { account, event, post }, id }) => ({
    id,
    workspaceId: account.workspaceId,
    accountId: account.id,
    postId: post?.id ?? null,
    platform: account.platform,
    externalEventId: event.externalEventId,
    kind: event.kind,
    payload: event.payload,
    happenedAt: event.at ?? now,
  }));
  await insertRows(tx, engagementEvents, rows, sql`on conflict do nothing`);
  const ids = items.map(({ id }) => id);
  const kept = await tx
    .select({ id: engagementEvents.id })
    .from(engagementEvents)
    .where(inArray(engagementEvents.id, ids));
  const ours = new Set(kept.map(({ id }) => id));
  return items.filter(({ id }) => ours.has(id)).map(({ one }) => one);
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
