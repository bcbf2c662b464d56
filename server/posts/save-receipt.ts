import { and, eq, inArray } from "drizzle-orm";
import { posts } from "@/server/db/schema/posts";
import type { Receipt } from "@/server/platforms/adapter";
import { type ClaimedPost, leaseEnd, type Runtime } from "./claimed-post";

const HELD = ["publishing", "pending", "unknown"] as const;

/** Somebody else took the post over: whatever comes next must not be sent. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";
}

/** Stores what a crash must not repeat, and renews the lease. @throws LeaseLostError */
export async function saveReceipt(
  runtime: Runtime,
  claimed: ClaimedPost,
  receipt: Receipt,
): Promise<void> {
  const kept = await extend(runtime, claimed, { receipt });
  if (!kept) throw new LeaseLostError("Another publisher took this post over.");
}

export async function renewLease(runtime: Runtime, claimed: ClaimedPost): Promise<void> {
  await extend(runtime, claimed, {});
}

async function extend(
  runtime: Runtime,
  { post }: ClaimedPost,
  values: { receipt?: Receipt },
): Promise<boolean> {
  const rows = await runtime.database.db
    .update(posts)
    .set({ ...values, leaseUntil: leaseEnd(runtime) })
    .where(
      and(eq(posts.id, post.id), eq(posts.fence, post.fence), inArray(posts.status, [...HELD])),
    )
    .returning({ id: posts.id });
  return rows.length > 0;
}
