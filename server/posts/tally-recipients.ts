import { and, count, desc, eq, inArray, isNotNull, min, sql } from "drizzle-orm";
import type { RecipientTally } from "@/lib/domain/recipient-status";
import type { Reader } from "@/server/db/client";
import { postRecipients } from "@/server/db/schema/contacts";

export interface PostTally extends RecipientTally {
  /** Of everybody to whom the post goes. */
  total: number;
  /** The first message that was accepted. */
  messageId: string | null;
  /** When somebody is next to be written to or looked at. */
  nextAt: Date | null;
}

/** How far a post has come, from its recipients themselves. */
export async function tallyRecipients(reader: Reader, postId: string): Promise<PostTally> {
  const ofPost = eq(postRecipients.postId, postId);
  const byStatus = await reader
    .select({ status: postRecipients.status, number: count() })
    .from(postRecipients)
    .where(ofPost)
    .groupBy(postRecipients.status);
  const reasons = await reader
    .select({ problem: postRecipients.problem, number: count() })
    .from(postRecipients)
    .where(and(ofPost, eq(postRecipients.status, "failed"), isNotNull(postRecipients.problem)))
    .groupBy(postRecipients.problem)
    .orderBy(desc(count()))
    .limit(3);
  const [first] = await reader
    .select({ messageId: postRecipients.messageId })
    .from(postRecipients)
    .where(and(ofPost, eq(postRecipients.status, "published"), isNotNull(postRecipients.messageId)))
    .orderBy(postRecipients.id)
    .limit(1);
  const [next] = await reader
    .select({
      at: min(
        sql<Date>`greatest(${postRecipients.nextAt}, coalesce(${postRecipients.leaseUntil}, ${postRecipients.nextAt}))`,
      ).mapWith(postRecipients.nextAt),
    })
    .from(postRecipients)
    .where(
      and(ofPost, inArray(postRecipients.status, ["queued", "publishing", "pending", "unknown"])),
    );
  return {
    counts: Object.fromEntries(byStatus.map(({ status, number }) => [status, number])),
    reasons: reasons.flatMap(({ problem }) => problem ?? []),
    total: byStatus.reduce((sum, { number }) => sum + number, 0),
    messageId: first?.messageId ?? null,
    nextAt: next?.at ?? null,
  };
}
