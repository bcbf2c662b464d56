import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import {
  outboundAttempts,
  outboundDeliveries,
  outboundWebhooks,
} from "@/server/db/schema/outbound";
import { toJsonb } from "@/server/db/to-jsonb";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "@/server/runtime";

type WebhookRow = typeof outboundWebhooks.$inferSelect;
type DeliveryRow = typeof outboundDeliveries.$inferSelect;

export interface ClaimedDelivery {
  webhook: WebhookRow;
  delivery: DeliveryRow;
  attemptId: string;
  startedAt: Date;
}

/** At once for one address; one that fails gets fewer, so that it holds few of our hands. */
const MOST_AT_ONCE = 4;
/** At once for one workspace: whatever its addresses do, the others have hands left. */
const MOST_OF_WORKSPACE = 16;
const DOUBTED_AFTER = 3;
/** Longer than any try may take. */
const LEASE_MS = 60_000;

/**
 * Takes due deliveries for this process, under the lock of their webhook's row: what is leased to
 * one process no other sends. A lease that ran out is due again, with the same message id.
 */
export async function claimDeliveries(runtime: Runtime, room: number): Promise<ClaimedDelivery[]> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    const webhooks = await lockWebhooks(tx, now, room);
    if (webhooks.length === 0) return [];
    const ids = await pickDue(tx, webhooks, now, room);
    if (ids.length === 0) return [];
    const byId = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
    const taken = await take(runtime, tx, ids, now);
    const claimed = taken.flatMap((delivery) => {
      const webhook = byId.get(delivery.webhookId);
      return webhook ? [{ webhook, delivery, attemptId: uuidv7(), startedAt: now }] : [];
    });
    await insertRows(
      tx,
      outboundAttempts,
      claimed.map(({ delivery, attemptId }) => ({
        id: attemptId,
        workspaceId: delivery.workspaceId,
        deliveryId: delivery.id,
        attempt: delivery.attempts,
        startedAt: now,
      })),
    );
    return claimed;
  });
}

function lockWebhooks(tx: Tx, now: Date, room: number): Promise<WebhookRow[]> {
  const at = now.toISOString();
  return tx
    .select()
    .from(outboundWebhooks)
    .where(
      and(
        eq(outboundWebhooks.enabled, true),
        sql`exists (select 1 from outbound_deliveries d where d.webhook_id = ${outboundWebhooks.id}
          and d.status = 'pending' and d.next_at <= ${at}::timestamptz)`,
        sql`${roomOf(sql`${outboundWebhooks.workspaceId}`, at)} > 0`,
      ),
    )
    .orderBy(sql`${outboundWebhooks.failures} >= ${DOUBTED_AFTER}::int`, sql`random()`)
    .limit(room)
    .for("no key update", { skipLocked: true });
}

/** How many more of a workspace's deliveries may be under way, in all processes together. */
const roomOf = (workspaceId: SQL, at: string): SQL => sql`(${MOST_OF_WORKSPACE}::int - (
  select count(*) from outbound_webhooks w join outbound_deliveries d on d.webhook_id = w.id
  where w.workspace_id = ${workspaceId} and d.status = 'pending'
    and d.next_at > ${at}::timestamptz and d.lease_until > ${at}::timestamptz))`;

// A statement of its own: it must see what the last holder of these rows committed.
async function pickDue(
  tx: Tx,
  webhooks: readonly WebhookRow[],
  now: Date,
  room: number,
): Promise<string[]> {
  const at = now.toISOString();
  const shares = webhooks.map(({ id, workspaceId, failures }) => ({
    id,
    workspace_id: workspaceId,
    most: failures >= DOUBTED_AFTER ? 1 : MOST_AT_ONCE,
  }));
  const { rows } = (await tx.execute(sql`
    with rooms as materialized (
      select h.workspace_id, ${roomOf(sql`h.workspace_id`, at)} as room
      from (select distinct workspace_id
        from jsonb_to_recordset(${toJsonb(shares)}) as h(workspace_id uuid)) h),
    due as (
      select due.id, due.nth, h.workspace_id,
        row_number() over (partition by h.workspace_id order by due.nth, due.id) as place
      from jsonb_to_recordset(${toJsonb(shares)}) as h(id uuid, workspace_id uuid, most int)
      cross join lateral (
        select d.id, row_number() over (order by d.next_at, d.id) as nth from outbound_deliveries d
        where d.webhook_id = h.id and d.status = 'pending' and d.next_at <= ${at}::timestamptz
        order by d.next_at, d.id limit ${MOST_AT_ONCE}::int) due
      where due.nth <= h.most - (
        select count(*) from outbound_deliveries busy where busy.webhook_id = h.id
          and busy.status = 'pending' and busy.lease_until > ${at}::timestamptz))
    select id from due join rooms using (workspace_id) where place <= rooms.room
    order by nth, place limit ${room}::int`)) as unknown as { rows: { id: string }[] };
  return rows.map((row) => row.id);
}

function take(runtime: Runtime, tx: Tx, ids: string[], now: Date): Promise<DeliveryRow[]> {
  const speed = LEASE_MS / runtime.clock.toRealMs(LEASE_MS);
  const leaseUntil = new Date(now.getTime() + LEASE_MS * Math.max(1, speed));
  return tx
    .update(outboundDeliveries)
    .set({
      attempts: sql`${outboundDeliveries.attempts} + 1`,
      roundAttempts: sql`${outboundDeliveries.roundAttempts} + 1`,
      roundStartedAt: sql`coalesce(${outboundDeliveries.roundStartedAt}, ${now.toISOString()}::timestamptz)`,
      fence: sql`${outboundDeliveries.fence} + 1`,
      leaseUntil,
      nextAt: leaseUntil,
    })
    .where(
      sql`${outboundDeliveries.id} in (select (jsonb_array_elements_text(${toJsonb(ids)}))::uuid)`,
    )
    .returning();
}
