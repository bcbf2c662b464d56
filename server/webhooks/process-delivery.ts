import { and, eq, isNull } from "drizzle-orm";
import { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { engagementEvents, webhookDeliveries } from "@/server/db/schema/results";
import { emit, type NewEvent } from "@/server/events/emit";
import { getAdapter } from "@/server/platforms/registry";
import type { Runtime } from "@/server/runtime";
import { askForReading } from "@/server/webhooks/ask-for-reading";
import { countWebhooks } from "@/server/webhooks/count-webhooks";
import { hearMessages } from "@/server/webhooks/hear-messages";
import { type Heard, matchEvents } from "@/server/webhooks/match-events";

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
    const events = getAdapter(platform).webhook?.parse(new TextEncoder().encode(body ?? "")) ?? [];
    const heard = await matchEvents(tx, { platform, sandbox, accountId, events });
    const fresh = await keepEvents(tx, heard, now);
    const known = new Set(heard.map(({ event }) => event));
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
    await tellOf(tx, runtime, fresh, now);
  });
}

async function tellOf(tx: Tx, runtime: Runtime, fresh: Heard[], now: Date): Promise<void> {
  for (const ofAccount of Map.groupBy(fresh, (one) => one.account.id).values()) {
    await askForReading(tx, runtime, ofAccount, now);
  }
  await hearMessages(
    tx,
    runtime,
    fresh.flatMap(({ account, event }) =>
      event.message ? { account, message: event.message, at: event.at ?? now } : [],
    ),
  );
  const byWorkspace = Map.groupBy(fresh, (one) => one.account.workspaceId);
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    await emit(tx, workspaceId, (byWorkspace.get(workspaceId) ?? []).map(toFact));
  }
}

/** Those that were not kept before, by an earlier delivery. */
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
  // One delivery may tell the same twice.
  return heard.filter(({ account, event }) =>
    kept.delete(`${account.id} ${event.externalEventId}`),
  );
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
