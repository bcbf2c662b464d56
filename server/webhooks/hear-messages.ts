import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { isOptOut } from "@/lib/domain/opt-out-words";
import { addCounts } from "@/server/analytics/add-counts";
import type { Changes } from "@/server/analytics/ledger";
import { optOutQuietly } from "@/server/contacts/opt-out";
import type { Tx } from "@/server/db/client";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { posts } from "@/server/db/schema/posts";
import type { MessageEvent } from "@/server/platforms/webhook-spec";
import { emitFacts, type Fact } from "@/server/posts/emit-facts";
import { retellPost } from "@/server/posts/retell-post";
import type { Runtime } from "@/server/runtime";

/** Told to one account, and surely for the first time. */
export interface HeardMessage {
  account: { id: string; workspaceId: string };
  message: MessageEvent;
  at: Date;
}

type Inbound = Extract<MessageEvent, { kind: "inbound" }>;
type Status = Extract<MessageEvent, { kind: "status" }>;
type Recipient = typeof postRecipients.$inferSelect;

/** What one event changed: at a recipient, in the counts of the post, in what the post says of itself. */
interface Change {
  row: Recipient;
  counts: Changes;
  isSettled: boolean;
}

/**
 * What became of messages and what people did with them: recipients are settled by it, and the posts
 * are counted. That somebody said stop is `obeyStops`' matter. Facts come last: telling one locks the
 * workspace's row, and whoever counts locks it after the posts.
 */
export async function hearMessages(
  tx: Tx,
  runtime: Runtime,
  heard: readonly HeardMessage[],
): Promise<void> {
  const changes: Change[] = [];
  const facts: Fact[] = [];
  for (const { account, message, at } of heard) {
    const change =
      message.kind === "status"
        ? await settleByStatus(tx, { runtime, facts }, account, message, at)
        : await countAnswer(tx, account.id, message);
    if (change) changes.push(change);
  }
  const settled = changes.filter(({ isSettled }) => isSettled).map(({ row }) => row.postId);
  for (const postId of [...new Set(settled)].sort()) {
    facts.push(...(await retellPost(tx, runtime, postId)));
  }
  const byWorkspace = Map.groupBy(changes, ({ row }) => row.workspaceId);
  for (const workspaceId of [...byWorkspace.keys()].sort()) {
    const told = sumByPost(byWorkspace.get(workspaceId) ?? []);
    await addCounts(tx, workspaceId, runtime.clock.now(), told);
  }
  await emitFacts(tx, facts);
}

function sumByPost(changes: readonly Change[]): Map<string, Changes> {
  const sums = new Map<string, Changes>();
  for (const { row, counts } of changes) {
    const sum = sums.get(row.postId) ?? {};
    for (const [name, count] of Object.entries(counts) as [keyof Changes, number][]) {
      sum[name] = (sum[name] ?? 0) + count;
    }
    sums.set(row.postId, sum);
  }
  return sums;
}

/** By the message's id, or by our own key where the answer that held the id was lost. */
async function findRecipient(tx: Tx, accountId: string, is: SQL | undefined) {
  const [found] = await tx
    .select({ row: postRecipients })
    .from(postRecipients)
    .innerJoin(posts, eq(posts.id, postRecipients.postId))
    .where(and(eq(posts.accountId, accountId), is))
    .limit(1)
    .for("update", { of: postRecipients });
  return found?.row;
}

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

async function settleByStatus(
  tx: Tx,
  { runtime, facts }: { runtime: Runtime; facts: Fact[] },
  account: HeardMessage["account"],
  { messageId, key, attempt, status, refusal }: Status,
  at: Date,
): Promise<Change | undefined> {
  const byId = eq(postRecipients.messageId, messageId);
  const byKey = key !== null && isUuid(key) ? eq(postRecipients.id, key) : undefined;
  const row = await findRecipient(tx, account.id, byKey ? or(byId, byKey) : byId);
  // A message that was sent again under another id has nothing to do with what is told of the first.
  if (!row || (row.messageId !== null && row.messageId !== messageId)) return undefined;
  const isFailed = status === "failed";
  if (refusal?.code === "recipient_opted_out") {
    facts.push(...(await optOutOf(tx, runtime, row, refusal.message)));
  }
  // That one try failed says nothing of the next, which may be on its way.
  const isOld = row.status === "queued" || (attempt !== null && attempt < row.attempt);
  if (isFailed && isOld && row.messageId === null) return undefined;
  const settled = toSettled(row, isFailed);
  await tx
    .update(postRecipients)
    .set({
      messageId,
      ...(isFailed ? toFailed(row, refusal, at) : toReached(row, status, at)),
      ...settled,
      updatedAt: runtime.clock.now(),
    })
    .where(eq(postRecipients.id, row.id));
  const counts: Changes = status === "read" && !row.readAt ? { views: 1 } : {};
  return { row, counts, isSettled: "status" in settled };
}

/** What was delivered can't fail any more. */
function toFailed(row: Recipient, refusal: Status["refusal"], at: Date) {
  if (row.deliveredAt) return {};
  const { code = "failed", message = null } = refusal ?? {};
  return { failedAt: row.failedAt ?? at, problemCode: code, problem: message };
}

/** Statuses come in any order, and one may be left out: a later one says the earlier ones too. */
function toReached(row: Recipient, status: Status["status"], at: Date) {
  const isDelivered = status === "delivered" || status === "read";
  return {
    sentAt: row.sentAt ?? at,
    deliveredAt: row.deliveredAt ?? (isDelivered ? at : null),
    readAt: row.readAt ?? (status === "read" ? at : null),
  };
}

/**
 * Whoever is sending it at this moment settles it himself, with what is written here. Who waits for
 * another try has it already, and gets no second message.
 */
function toSettled({ status, fence, deliveredAt }: Recipient, isFailed: boolean) {
  if (status === "publishing") return {};
  if (isFailed) return deliveredAt ? {} : { status: "failed" as const };
  if (status === "published" || status === "failed") return {};
  return {
    ...{ status: "published" as const, problem: null, problemCode: null },
    ...{ leaseUntil: null, fence: fence + 1 },
  };
}

async function optOutOf(
  tx: Tx,
  runtime: Runtime,
  { workspaceId, contactId }: Recipient,
  because: string,
): Promise<Fact[]> {
  const people = await tx
    .select({ phone: contacts.phone })
    .from(contacts)
    .where(eq(contacts.id, contactId));
  const phones = people.map(({ phone }) => phone);
  const told = await optOutQuietly(tx, runtime, { workspaceId, phones, because });
  return told.map((event) => ({ workspaceId, event }));
}

const COUNTED = {
  text: { column: "replies", metric: "comments" },
  other: { column: "replies", metric: "comments" },
  button: { column: "clicks", metric: "clicks" },
  reaction: { column: "reactions", metric: "likes" },
} as const;

async function countAnswer(
  tx: Tx,
  accountId: string,
  { action, aboutMessageId, from }: Inbound,
): Promise<Change | undefined> {
  const row = aboutMessageId
    ? await findRecipient(tx, accountId, eq(postRecipients.messageId, aboutMessageId))
    : await findLatest(tx, accountId, from);
  if (!row) return undefined;
  const { column, metric } = COUNTED[action];
  await tx
    .update(postRecipients)
    .set({ [column]: sql`${postRecipients[column]} + 1` })
    .where(eq(postRecipients.id, row.id));
  return { row, counts: { [metric]: 1 }, isSettled: false };
}

/** People mostly write without quoting: it answers the last message that they were sent. */
async function findLatest(tx: Tx, accountId: string, phone: string) {
  const latest = sql`${postRecipients.id} = (
    select r.id from post_recipients r
    join posts p on p.id = r.post_id
    join contacts c on c.id = r.contact_id
    where p.account_id = ${accountId}::uuid and c.phone = ${phone} and r.sent_at is not null
    order by r.sent_at desc limit 1)`;
  return findRecipient(tx, accountId, latest);
}

/** At once, whatever else is waiting. A word to begin again is no consent. The facts are the caller's to tell. */
export async function obeyStops(
  tx: Tx,
  runtime: Runtime,
  heard: readonly HeardMessage[],
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const { account, message } of heard) {
    if (message.kind !== "inbound" || message.text === null || !isOptOut(message.text)) continue;
    const { workspaceId } = account;
    const because = message.text.slice(0, 40);
    const told = await optOutQuietly(tx, runtime, { workspaceId, phones: [message.from], because });
    facts.push(...told.map((event) => ({ workspaceId, event })));
  }
  return facts;
}
