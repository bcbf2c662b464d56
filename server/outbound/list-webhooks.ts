import { and, asc, eq, sql } from "drizzle-orm";
import type { DeliveryStatus, WebhookList, WebhookView } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { users } from "@/server/db/schema/users";
import { toUuids } from "@/server/db/uuid";
import { notFound } from "@/server/errors";

const RECENT = 24;

/** The oldest first, each with how its latest deliveries went. */
export async function listWebhooks(ctx: Ctx): Promise<WebhookList> {
  return { items: await readViews(ctx, ctx.db) };
}

/** @param reader the transaction that has just changed it, or the database. */
export async function getWebhook(
  ctx: Ctx,
  id: string,
  reader: Reader = ctx.db,
): Promise<WebhookView> {
  const view = await findWebhook(ctx, id, reader);
  if (!view) throw notFound("webhook");
  return view;
}

export async function findWebhook(
  ctx: Ctx,
  id: string,
  reader: Reader = ctx.db,
): Promise<WebhookView | null> {
  const [view] = await readViews(ctx, reader, id);
  return view ?? null;
}

async function readViews(ctx: Ctx, reader: Reader, id?: string): Promise<WebhookView[]> {
  const rows = await reader
    .select({ row: outboundWebhooks, createdBy: users.name })
    .from(outboundWebhooks)
    .leftJoin(users, eq(users.id, outboundWebhooks.createdBy))
    .where(
      and(
        eq(outboundWebhooks.workspaceId, ctx.workspaceId),
        ...(id ? [eq(outboundWebhooks.id, id)] : []),
      ),
    )
    .orderBy(asc(outboundWebhooks.createdAt), asc(outboundWebhooks.id));
  const ids = rows.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const recent = await readRecent(reader, ctx.workspaceId);
  const counts = await readCounts(reader, ids);
  const now = ctx.now();
  return rows.map(({ row, createdBy }) => {
    const count = counts.get(row.id);
    const until = row.previousSecretUntil;
    return {
      id: row.id,
      url: row.url,
      description: row.description,
      events: row.events,
      enabled: row.enabled,
      disabledReason: row.disabledReason,
      disabledAt: row.disabledAt?.toISOString() ?? null,
      failingSince: row.failingSince?.toISOString() ?? null,
      previousSecretUntil: until && until > now ? until.toISOString() : null,
      createdBy,
      createdAt: row.createdAt.toISOString(),
      recent: recent.get(row.id) ?? [],
      pending: count?.pending ?? 0,
      failed: count?.failed ?? 0,
      lastDeliveredAt: count?.lastDeliveredAt?.toISOString() ?? null,
    };
  });
}

async function readRecent(
  reader: Reader,
  workspaceId: string,
): Promise<Map<string, WebhookView["recent"]>> {
  const { rows } = (await reader.execute(sql`
    select h.id as webhook_id, d.id, d.status, d.attempts > 0 as tried from outbound_webhooks h
    cross join lateral (
      select * from outbound_deliveries where webhook_id = h.id
      order by created_at desc, id desc limit ${RECENT}::int) d
    where h.workspace_id = ${workspaceId}::uuid
    order by d.created_at desc, d.id desc`)) as unknown as {
    rows: { webhook_id: string; id: string; status: DeliveryStatus; tried: boolean }[];
  };
  const grouped = Map.groupBy(rows, (row) => row.webhook_id);
  return new Map(
    [...grouped].map(([key, own]) => [
      key,
      own.map(({ id, status, tried }) => ({ id, status, tried })),
    ]),
  );
}

interface Counts {
  pending: number;
  failed: number;
  lastDeliveredAt: Date | null;
}

/** More than that is said to be that many: a page that looks every few seconds must cost little. */
const MOST_COUNTED = 1000;

async function readCounts(reader: Reader, ids: string[]): Promise<Map<string, Counts>> {
  const countOf = (status: DeliveryStatus) => sql`(
    select count(*)::int from (select 1 from outbound_deliveries d
      where d.webhook_id = h.id and d.status = ${sql.raw(`'${status}'`)} limit ${MOST_COUNTED}::int) found)`;
  const { rows } = (await reader.execute(sql`
    select h.id, ${countOf("pending")} as pending, ${countOf("failed")} as failed, (
      select d.delivered_at from outbound_deliveries d
      where d.webhook_id = h.id and d.status = 'delivered'
      order by d.created_at desc, d.id desc limit 1) as delivered_at
    from unnest(${toUuids(ids)}) as h(id)`)) as unknown as {
    rows: { id: string; pending: number; failed: number; delivered_at: Date | string | null }[];
  };
  return new Map(
    rows.map(({ id, pending, failed, delivered_at: at }) => [
      id,
      { pending, failed, lastDeliveredAt: at === null ? null : new Date(at) },
    ]),
  );
}
