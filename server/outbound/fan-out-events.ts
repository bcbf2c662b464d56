import { and, eq, gt, sql } from "drizzle-orm";
import { isPublicEvent } from "@/lib/contracts/outbound-events";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { outboundDeliveries, outboundWebhooks } from "@/server/db/schema/outbound";
import { workspaces } from "@/server/db/schema/workspaces";
import { listEventsAfter } from "@/server/events/list-events-after";
import { buildBodies } from "@/server/outbound/build-bodies";
import type { Runtime } from "@/server/runtime";

/**
 * Turns events into deliveries, each webhook from its own cursor. Cursor and deliveries move in one
 * transaction, so that a crash neither skips nor doubles one. Returns how many were made.
 */
export async function fanOutEvents(runtime: Runtime): Promise<number> {
  let made = 0;
  for (const id of await listBehind(runtime)) {
    for (;;) {
      const step = await advance(runtime, id);
      made += step.made;
      if (!step.more) break;
    }
  }
  return made;
}

async function listBehind(runtime: Runtime): Promise<string[]> {
  const rows = await runtime.database.db
    .select({ id: outboundWebhooks.id })
    .from(outboundWebhooks)
    .innerJoin(workspaces, eq(workspaces.id, outboundWebhooks.workspaceId))
    .where(
      and(eq(outboundWebhooks.enabled, true), gt(workspaces.eventSeq, outboundWebhooks.afterSeq)),
    );
  return rows.map((row) => row.id);
}

async function advance(runtime: Runtime, id: string): Promise<{ made: number; more: boolean }> {
  return runtime.database.db.transaction(async (tx) => {
    const [webhook] = await tx
      .select()
      .from(outboundWebhooks)
      .where(and(eq(outboundWebhooks.id, id), eq(outboundWebhooks.enabled, true)))
      // Another process that is at it goes on alone.
      .for("no key update", { skipLocked: true });
    if (!webhook) return { made: 0, more: false };
    const { workspaceId } = webhook;
    const events = await listEventsAfter(tx, workspaceId, webhook.afterSeq);
    const last = events.at(-1);
    if (!last) return { made: 0, more: false };
    const wanted = events.filter(
      ({ name }) =>
        isPublicEvent(name) && (webhook.events.length === 0 || webhook.events.includes(name)),
    );
    const bodies = await buildBodies(tx, { workspaceId, events: wanted, withPosts: true });
    const now = runtime.clock.now();
    await insertDeliveries(
      tx,
      wanted.map((event, at) => ({
        workspaceId,
        webhookId: id,
        eventSeq: event.seq,
        eventName: event.name,
        body: JSON.stringify(bodies[at]),
        nextAt: now,
        createdAt: now,
      })),
    );
    await tx
      .update(outboundWebhooks)
      .set({ afterSeq: last.seq })
      .where(eq(outboundWebhooks.id, id));
    return { made: wanted.length, more: true };
  });
}

type NewDelivery = Pick<
  typeof outboundDeliveries.$inferInsert,
  "workspaceId" | "webhookId" | "eventSeq" | "eventName" | "body" | "nextAt" | "createdAt"
>;

async function insertDeliveries(tx: Tx, rows: NewDelivery[]): Promise<void> {
  const fresh = { status: "pending" as const, attempts: 0, roundAttempts: 0, fence: 0 };
  await insertRows(
    tx,
    outboundDeliveries,
    rows.map((row) => ({ ...row, ...fresh })),
    sql`on conflict (webhook_id, event_seq) do nothing`,
  );
}
