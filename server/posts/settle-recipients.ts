import { sql } from "drizzle-orm";
import { decide, type PublishOutcome } from "@/lib/domain/publish-outcome";
import { optOut } from "@/server/contacts/opt-out";
import { toJsonb } from "@/server/db/to-jsonb";
import type { ClaimedRecipient } from "./claim-recipients";
import { type ClaimedPost, leaseEnd, type Runtime } from "./claimed-post";

export interface FinishedRecipient {
  recipient: ClaimedRecipient;
  outcome: PublishOutcome;
}

/**
 * Writes what became of each, where it is still ours. One whose outcome can't be written takes no
 * other with it: its lease runs out, and somebody looks what became of it.
 */
export async function settleRecipients(
  runtime: Runtime,
  claimed: ClaimedPost,
  finished: readonly FinishedRecipient[],
): Promise<void> {
  try {
    return await settleTogether(runtime, claimed, finished);
  } catch (error) {
    if (finished.length < 2) throw error;
    runtime.log.error({ err: error }, "recipients could not be settled together");
  }
  const errors: unknown[] = [];
  for (const item of finished) {
    await settleTogether(runtime, claimed, [item]).catch((error) => {
      runtime.log.error({ err: error, recipientId: item.recipient.row.id }, "not settled");
      errors.push(error);
    });
  }
  if (errors.length === finished.length) throw errors[0];
}

/** Who turns out to have opted out stays so. */
async function settleTogether(
  runtime: Runtime,
  { post }: ClaimedPost,
  finished: readonly FinishedRecipient[],
): Promise<void> {
  const now = runtime.clock.now();
  const rows = finished.map((item) => toRow(runtime, post, item, now));
  await runtime.database.db.transaction(async (tx) => {
    // A status that a webhook brought meanwhile is proof, whatever the answer said.
    await tx.execute(sql`
      update post_recipients p set
        status = case
          when p.failed_at is not null and r.status <> 'queued' then 'failed'
          when p.failed_at is null and p.sent_at is not null then 'published'
          else r.status end,
        attempt = r.attempt, checks = r.checks, next_at = r.next_at, lease_until = null,
        problem_code = case when p.failed_at is not null then p.problem_code
          when p.sent_at is null then r.code end,
        problem = case when p.failed_at is not null then p.problem
          when p.sent_at is null then r.message end,
        message_id = coalesce(p.message_id, r.message_id),
        sent_at = case when r.status = 'published' then coalesce(p.sent_at, ${now.toISOString()}::timestamptz)
          else p.sent_at end,
        failed_at = case when r.status = 'queued' then null else p.failed_at end,
        receipt = case when r.status = 'queued' then null else p.receipt end,
        updated_at = ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${toJsonb(rows)}) as r(
        id uuid, fence int, status text, attempt int, checks int, next_at timestamptz, code text,
        message text, message_id text)
      where p.id = r.id and p.fence = r.fence
        and p.status in ('publishing', 'pending', 'unknown')`);
    const gone = finished.filter(
      ({ outcome }) => outcome.kind === "rejected" && outcome.code === "recipient_opted_out",
    );
    await optOut(tx, runtime, {
      workspaceId: post.workspaceId,
      phones: gone.map(({ recipient }) => recipient.phone),
      because: "The platform says that this person takes no marketing messages.",
    });
  });
}

function toRow(
  runtime: Runtime,
  post: ClaimedPost["post"],
  { recipient, outcome }: FinishedRecipient,
  now: Date,
) {
  const { row, from } = recipient;
  const settlement = decide(outcome, {
    attempt: row.attempt,
    now,
    dueAt: post.dueAt,
    deadline: post.deadlineAt,
    random: runtime.random(),
    checks: row.checks,
    from,
  });
  // The account is at fault and not this person: it was no attempt.
  const isBlocked = settlement.status === "blocked";
  const looked = from === "unknown" && settlement.status === "unknown";
  const counted = looked && outcome.kind !== "pending" ? 1 : 0;
  return {
    id: row.id,
    fence: row.fence,
    status: isBlocked ? "queued" : settlement.status,
    attempt: isBlocked ? row.attempt - 1 : row.attempt,
    checks: looked ? row.checks + counted : 0,
    next_at: settlement.nextAt ?? now,
    code: settlement.code,
    message: settlement.message,
    message_id: settlement.externalId ?? null,
  };
}

/** Stores what a crash must not repeat; false when the person is not ours any more. */
export async function keepRecipientReceipt(
  runtime: Runtime,
  { row }: ClaimedRecipient,
  receipt: unknown,
): Promise<boolean> {
  const { rows } = (await runtime.database.db.execute(sql`
    update post_recipients set receipt = ${toJsonb(receipt)},
      lease_until = ${leaseEnd(runtime).toISOString()}::timestamptz
    where id = ${row.id}::uuid and fence = ${row.fence}
      and status in ('publishing', 'pending', 'unknown')
    returning id`)) as unknown as { rows: unknown[] };
  return rows.length > 0;
}
