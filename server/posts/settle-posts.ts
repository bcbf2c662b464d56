import { sql } from "drizzle-orm";
import type { PublishOutcome, Settlement } from "@/lib/domain/publish-outcome";
import { decide } from "@/lib/domain/publish-outcome";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import { toJsonb } from "@/server/db/to-jsonb";
import { uuidv7 } from "@/server/db/uuid";
import type { NewEvent } from "@/server/events/emit";
import type { PostRow, Runtime } from "./claimed-post";
import { emitFacts, type Fact, toPostFact } from "./emit-facts";
import { outdateArms } from "./outdate-arms";
import type { FinishedPost } from "./publish-post";
import { settleAccounts } from "./settle-accounts";
import { toStoredResponse } from "./to-stored-response";

export interface SettledPost extends FinishedPost {
  settlement: Settlement;
}

/**
 * Writes what became of a batch of tries: posts, attempts, accounts, audit and events, in one
 * transaction. Returns those that were still ours; the others lost their lease and change nothing.
 */
export async function settlePosts(
  runtime: Runtime,
  finished: readonly FinishedPost[],
): Promise<SettledPost[]> {
  const all = finished.map((item) => ({ ...item, settlement: settle(runtime, item) }));
  return runtime.database.db.transaction(async (tx) => {
    const won = await storeSettlements(tx, all);
    const settled = all.filter(({ claimed }) => won.has(claimed.post.id));
    const accountFacts = await settleAccounts(tx, runtime, settled);
    await auditSettled(tx, runtime, settled);
    await outdateArms(
      tx,
      settled.filter(isOver).map(({ claimed }) => claimed.post),
    );
    await emitFacts(tx, [...settled.map(toFact), ...accountFacts]);
    return settled;
  });
}

/** It will not be published unless a person does something. */
const isOver = ({ settlement: { status } }: SettledPost) =>
  status === "failed" || status === "blocked" || status === "parked";

function settle(runtime: Runtime, { claimed, outcome, finishedAt }: FinishedPost): Settlement {
  const { post, from } = claimed;
  return decide(outcome, {
    attempt: post.attempt,
    now: finishedAt,
    dueAt: post.dueAt,
    deadline: post.deadlineAt,
    random: runtime.random(),
    checks: post.checks,
    from,
  });
}

/** Returns the ids of those that were still ours. */
async function storeSettlements(tx: Tx, items: readonly SettledPost[]): Promise<Set<string>> {
  const { rows: won } = (await tx.execute(sql`${PREPARED}
    with closed as (
      update post_attempts a set outcome = r.outcome, code = r.code, message = r.message,
        response = r.response, finished_at = r.finished_at
      from jsonb_to_recordset(${toJsonb(items.map(toAttemptRow))}) as r(
        id uuid, outcome text, code text, message text, response jsonb, finished_at timestamptz)
      where a.id = r.id)
    update posts p set
      status = r.status, next_at = coalesce(r.next_at, p.next_at), lease_until = null,
      problem_code = r.code, problem = r.message, checks = r.checks,
      external_id = coalesce(r.external_id, p.external_id),
      permalink = coalesce(r.permalink, p.permalink),
      visibility = coalesce(r.visibility, p.visibility),
      published_at = coalesce(r.published_at, p.published_at),
      metrics_next_pull_at = coalesce(r.pull_at, p.metrics_next_pull_at),
      receipt = case when r.status = 'queued' and not coalesce(p.receipt ? 'forAll', false) then null
        else p.receipt end,
      updated_at = r.finished_at
    from jsonb_to_recordset(${toJsonb(items.map(toRow))}) as r(
      id uuid, fence int, came_from text, status text, next_at timestamptz, code text, message text,
      checks int, external_id text, permalink text, visibility text, published_at timestamptz,
      pull_at timestamptz, finished_at timestamptz)
    where p.id = r.id and ((p.fence = r.fence and (p.status = r.came_from
        or (p.status = 'unknown' and r.status in ('published', 'queued'))))
      -- Whoever else has it by now does not know yet: what the platform has is out.
      or (p.fence > r.fence and r.status = 'published' and r.external_id is not null
        and p.status in ('unknown', 'parked', 'queued')))
    returning p.id`)) as unknown as { rows: { id: string }[] };
  return new Set(won.map((row) => row.id));
}

function toRow({ claimed, outcome, settlement, finishedAt }: SettledPost) {
  const { post, from } = claimed;
  const published = settlement.status === "published";
  const looked = from === "unknown" && settlement.status === "unknown";
  const counted = looked && outcome.kind !== "pending" ? 1 : 0;
  return {
    id: post.id,
    fence: post.fence,
    came_from: from,
    status: settlement.status,
    next_at: settlement.nextAt,
    code: settlement.code,
    message: settlement.message,
    checks: looked ? post.checks + counted : 0,
    external_id: settlement.externalId ?? null,
    permalink: settlement.permalink ?? null,
    visibility: settlement.visibility ?? null,
    published_at: published ? finishedAt : null,
    pull_at: published ? firstPullAt(post, settlement, finishedAt) : null,
    finished_at: finishedAt,
  };
}

/** A draft has no audience: nothing is read until it is live. */
function firstPullAt(post: PostRow, settlement: Settlement, publishedAt: Date): Date | null {
  const hours = catalog[post.platform as Platform]?.pull.scheduleHours[0];
  if (hours === undefined || settlement.visibility === "draft") return null;
  return new Date(publishedAt.getTime() + hours * 3_600_000);
}

function toAttemptRow({ claimed, outcome, finishedAt }: SettledPost) {
  return {
    id: claimed.attemptId,
    outcome: outcome.kind,
    code: "code" in outcome ? outcome.code : null,
    message: toMessage(outcome),
    response: toStoredResponse(outcome.response),
    finished_at: finishedAt,
  };
}

function toMessage(outcome: PublishOutcome): string | null {
  if (outcome.kind === "published") return null;
  return "message" in outcome ? outcome.message : (outcome.note ?? null);
}

const AUDITED: Partial<Record<string, string>> = {
  published: "post.published",
  failed: "post.failed",
  parked: "post.parked",
};

async function auditSettled(
  tx: Tx,
  runtime: Runtime,
  settled: readonly SettledPost[],
): Promise<void> {
  const byWorkspace = Map.groupBy(settled, ({ claimed }) => claimed.post.workspaceId);
  for (const [workspaceId, items] of byWorkspace) {
    const entries = items.flatMap((item) => {
      const action = AUDITED[item.settlement.status];
      return action ? [toAuditEntry(action, item)] : [];
    });
    await recordAudit(tx, systemContext(runtime, workspaceId, uuidv7()), entries);
  }
}

const NAME_LENGTH = 80;

function toAuditEntry(action: string, { claimed, settlement }: SettledPost) {
  const { post } = claimed;
  const name = post.content?.title ?? post.content?.text ?? "";
  const { status, externalId, permalink, visibility, code, message } = settlement;
  return {
    action,
    subjectType: "post",
    subjectId: post.id,
    subjectName: name.slice(0, NAME_LENGTH),
    before: { status: claimed.from, attempt: post.attempt },
    after: { status, externalId, permalink, visibility, code, message },
  };
}

function toFact({ claimed, settlement }: SettledPost): Fact {
  const names: Partial<Record<string, NewEvent["name"]>> = {
    published: "post.published",
    failed: "post.failed",
  };
  const name = names[settlement.status] ?? "post.changed";
  return toPostFact(name, claimed.post, { status: settlement.status });
}
