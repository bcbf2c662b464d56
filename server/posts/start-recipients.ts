import { and, eq, lte } from "drizzle-orm";
import { isReachable } from "@/server/contacts/contact-status";
import type { Tx } from "@/server/db/client";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { uuidv7 } from "@/server/db/uuid";
import type { ClaimedPost, Runtime } from "./claimed-post";

const BATCH = 1000;

/**
 * Says once to whom a post goes: everybody who could be written to when it began. A later try adds
 * nobody; it takes up again only who surely got nothing.
 */
export async function startRecipients(
  runtime: Runtime,
  { post, kind }: ClaimedPost,
): Promise<void> {
  const now = runtime.clock.now();
  await runtime.database.db.transaction(async (tx) => {
    const [known] = await tx
      .select({ id: postRecipients.id })
      .from(postRecipients)
      .where(eq(postRecipients.postId, post.id))
      .limit(1);
    if (!known) await addRecipients(tx, post, now);
    else if (kind === "publish") await takeUpAgain(tx, post.id, now);
    await lapse(tx, post.id, now);
    await endLate(tx, post, now);
  });
}

async function addRecipients(tx: Tx, post: ClaimedPost["post"], now: Date): Promise<void> {
  const reachable = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(isReachable(post.workspaceId, now))
    .orderBy(contacts.id);
  for (let from = 0; from < reachable.length; from += BATCH) {
    const rows = reachable.slice(from, from + BATCH).map((contact) => ({
      id: uuidv7(),
      workspaceId: post.workspaceId,
      postId: post.id,
      contactId: contact.id,
      status: "queued" as const,
      nextAt: now,
    }));
    await tx.insert(postRecipients).values(rows).onConflictDoNothing();
  }
}

/** Refused means surely not received; what is in doubt stays with a person. */
async function takeUpAgain(tx: Tx, postId: string, now: Date): Promise<void> {
  await tx
    .update(postRecipients)
    .set({
      ...{ status: "queued", attempt: 0, checks: 0, receipt: null, messageId: null },
      ...{ nextAt: now, failedAt: null, sentAt: null, problem: null, problemCode: null },
    })
    .where(and(eq(postRecipients.postId, postId), eq(postRecipients.status, "failed")));
}

/** Whoever was sending is gone: maybe the message is out. */
async function lapse(tx: Tx, postId: string, now: Date): Promise<void> {
  await tx
    .update(postRecipients)
    .set({
      ...{ status: "unknown", leaseUntil: null, nextAt: now, updatedAt: now },
      ...{ problemCode: "interrupted", problem: "The server stopped while this was sent." },
    })
    .where(
      and(
        eq(postRecipients.postId, postId),
        eq(postRecipients.status, "publishing"),
        lte(postRecipients.leaseUntil, now),
      ),
    );
}

/** Nobody gets a message whose time is over, however long a pause lasted. */
async function endLate(tx: Tx, { id, deadlineAt }: ClaimedPost["post"], now: Date): Promise<void> {
  if (now <= deadlineAt) return;
  await tx
    .update(postRecipients)
    .set({
      ...{ status: "failed", updatedAt: now },
      ...{ problemCode: "too_late", problem: "Its time was over before its turn came." },
    })
    .where(and(eq(postRecipients.postId, id), eq(postRecipients.status, "queued")));
}
