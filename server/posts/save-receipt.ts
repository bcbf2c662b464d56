import { and, eq, inArray, sql } from "drizzle-orm";
import { PREPARED } from "@/server/db/prepared";
import { posts } from "@/server/db/schema/posts";
import { toJsonb } from "@/server/db/to-jsonb";
import type { Receipt } from "@/server/platforms/adapter";
import { type ClaimedPost, leaseEnd, type Runtime } from "./claimed-post";

const HELD = ["publishing", "pending", "unknown"] as const;

/** Somebody else took the post over: whatever comes next must not be sent. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

export interface NewReceipt {
  claimed: ClaimedPost;
  receipt: Receipt;
}

/**
 * Stores what a crash must not repeat and renews the leases. Tells for each whether the post is still
 * ours: where it is not, nothing may be sent.
 */
export async function saveReceipts(
  runtime: Runtime,
  items: readonly NewReceipt[],
): Promise<boolean[]> {
  const rows = items.map(({ claimed: { post }, receipt }) => ({
    id: post.id,
    fence: post.fence,
    receipt,
  }));
  const { rows: kept } = (await runtime.database.db.execute(sql`${PREPARED}
    update posts p set receipt = r.receipt,
      lease_until = ${leaseEnd(runtime).toISOString()}::timestamptz
    from jsonb_to_recordset(${toJsonb(rows)}) as r(id uuid, fence int, receipt jsonb)
    where p.id = r.id and p.fence = r.fence and p.status in ('publishing', 'pending', 'unknown')
    returning p.id`)) as unknown as { rows: { id: string }[] };
  const ours = new Set(kept.map((row) => row.id));
  return items.map(({ claimed }) => ours.has(claimed.post.id));
}

/** Until when the post is ours now; null: it is not ours any more. */
export async function renewLease(runtime: Runtime, { post }: ClaimedPost): Promise<Date | null> {
  const until = leaseEnd(runtime);
  const renewed = await runtime.database.db
    .update(posts)
    .set({ leaseUntil: until })
    .where(
      and(eq(posts.id, post.id), eq(posts.fence, post.fence), inArray(posts.status, [...HELD])),
    )
    .returning({ id: posts.id });
  return renewed.length > 0 ? until : null;
}
