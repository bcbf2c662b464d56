import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts, schedules } from "@/server/db/schema/posts";
import { toJsonb } from "@/server/db/to-jsonb";
import { toUuids, uuidv7 } from "@/server/db/uuid";
import { holdBack, holdCapped, startProbe } from "./claim-gates";
import {
  type ChooseVariants,
  type ClaimedPost,
  type EmptySlot,
  leaseEnd,
  type PostRow,
  type Runtime,
  type SlotChoice,
} from "./claimed-post";
import { emitFacts, type Fact, toPostFact } from "./emit-facts";
import { holdFullFormats } from "./hold-full-formats";
import { claimable, lockCandidates, type Shares } from "./lock-candidates";

const LOOK_AGAIN_MS = 60_000;
// Any number that nothing else in this database uses.
const CLAIM_LOCK = 7_240_119;

interface ClaimOptions extends Shares {
  choose: ChooseVariants;
}

/**
 * Takes due posts for this process, at most one an account, and freezes what each will say. Status,
 * pauses, account and deadline are read again in the statement that locks them. One process claims
 * at a time, so that what is in flight can be counted; another then finds nothing and comes again.
 */
export async function claimPosts(runtime: Runtime, options: ClaimOptions): Promise<ClaimedPost[]> {
  const now = runtime.clock.now();
  const isDue = claimable(now.toISOString());
  return runtime.database.db.transaction(async (tx) => {
    if (!(await takeTurn(tx))) return [];
    const held = await holdBack(tx, isDue, now);
    const { accounts, probes } = await lockCandidates(tx, now, options);
    const allowed = await holdCapped(tx, accounts, isDue, now);
    // A statement of its own: it must see what the last holder of these account rows committed.
    const due = await lockPosts(tx, allowed.accountIds, now);
    const at = { now, random: runtime.random };
    const { filled, facts } = await fillSlots(tx, due, options.choose, at);
    const { open, facts: full } = await holdFullFormats(tx, filled, now);
    const taken = await takePosts(runtime, tx, open, now);
    for (const { accountId, service } of probes) {
      const goesOut = taken.some((post) => post.accountId === accountId);
      if (goesOut) await startProbe(tx, runtime, service);
    }
    const claimed = await openAttempts(tx, taken, now);
    await emitFacts(tx, [...held, ...allowed.facts, ...facts, ...full]);
    return claimed;
  });
}

async function takeTurn(tx: Tx): Promise<boolean> {
  const { rows } = (await tx.execute(
    sql`select pg_try_advisory_xact_lock(${CLAIM_LOCK}) as taken`,
  )) as unknown as { rows: { taken: boolean }[] };
  return rows[0]?.taken === true;
}

async function lockPosts(tx: Tx, accountIds: string[], now: Date): Promise<PostRow[]> {
  if (accountIds.length === 0) return [];
  const at = now.toISOString();
  // An array is worked out once; `in (select …)` may be worked out again for every queued post.
  const next = sql`array(
    select due.id from unnest(${toUuids(accountIds)}) as chosen (id)
    join social_accounts a on a.id = chosen.id and a.status in ('active', 'expiring') and not a.paused
    join workspaces w on w.id = a.workspace_id and not w.all_paused
    cross join lateral (
      select p.id from posts p where p.account_id = a.id and ${claimable(at)}
      order by p.next_at, p.id limit 1) due
    where not exists (select 1 from posts f where f.account_id = a.id and f.status = 'publishing'))`;
  return (
    tx
      .select()
      .from(posts)
      // Said again of the row itself: it may have been moved or canceled while we waited for it.
      .where(
        and(
          sql`${posts.id} = any(${next})`,
          eq(posts.status, "queued"),
          lte(posts.dueAt, now),
          lte(posts.nextAt, now),
        ),
      )
      .orderBy(asc(posts.id))
      .for("no key update")
  );
}

async function fillSlots(
  tx: Tx,
  due: PostRow[],
  choose: ChooseVariants,
  at: { now: Date; random: () => number },
): Promise<{ filled: PostRow[]; facts: Fact[] }> {
  const empty = await toEmptySlots(tx, due);
  if (empty.length === 0) return { filled: due, facts: [] };
  const { choices, facts } = await choose(tx, empty, at);
  const waiting = due.filter((post) => choices.get(post.id)?.ok === false);
  for (const post of waiting) await keepWaiting(tx, post, choices.get(post.id), at.now);
  const held = waiting.map((post) => toPostFact("post.changed", post, { status: "queued" }));
  const filled = due
    .filter((post) => !waiting.includes(post))
    .map((post) => {
      const choice = choices.get(post.id);
      if (!choice?.ok) return post;
      const { variantId, content, contentHash } = choice;
      return { ...post, variantId, content, contentHash };
    });
  return { filled, facts: [...facts, ...held] };
}

/** What each post says is frozen in the same write that makes it ours. */
async function takePosts(
  runtime: Runtime,
  tx: Tx,
  filled: PostRow[],
  now: Date,
): Promise<PostRow[]> {
  const leaseUntil = leaseEnd(runtime);
  const taken: PostRow[] = filled.map((post) => ({
    ...post,
    status: "publishing",
    attempt: post.attempt + 1,
    fence: post.fence + 1,
    checks: 0,
    leaseUntil,
    firstAttemptAt: post.firstAttemptAt ?? now,
    problem: null,
    problemCode: null,
    updatedAt: now,
  }));
  if (taken.length === 0) return [];
  const rows = taken.map(({ id, variantId, content, contentHash }) => ({
    id,
    variant_id: variantId,
    content,
    hash: contentHash,
  }));
  const at = now.toISOString();
  await tx.execute(sql`
    update posts p set status = 'publishing', attempt = p.attempt + 1, fence = p.fence + 1, checks = 0,
      lease_until = ${leaseUntil.toISOString()}::timestamptz,
      first_attempt_at = coalesce(p.first_attempt_at, ${at}::timestamptz),
      problem = null, problem_code = null, updated_at = ${at}::timestamptz,
      variant_id = r.variant_id, content = r.content, content_hash = r.hash
    from jsonb_to_recordset(${toJsonb(rows)})
      as r(id uuid, variant_id uuid, content jsonb, hash text)
    where p.id = r.id`);
  return taken;
}

async function toEmptySlots(tx: Tx, taken: PostRow[]): Promise<EmptySlot[]> {
  const empty = taken.filter((post) => post.content === null && post.campaignId !== null);
  const scheduleIds = [...new Set(empty.flatMap((post) => post.scheduleId ?? []))];
  const rows =
    scheduleIds.length === 0
      ? []
      : await tx
          .select({ id: schedules.id, optimizerOn: schedules.optimizerOn })
          .from(schedules)
          .where(inArray(schedules.id, scheduleIds));
  const optimizerOn = new Map(rows.map((row) => [row.id, row.optimizerOn]));
  const sandboxIds = await listSandboxAccounts(tx, empty);
  return empty.map((post) => ({
    postId: post.id,
    workspaceId: post.workspaceId,
    campaignId: post.campaignId ?? "",
    platform: post.platform,
    sandbox: sandboxIds.has(post.accountId),
    pinnedVariantId: post.pinnedVariantId,
    overriddenBy: post.overriddenBy,
    optimizerOn: optimizerOn.get(post.scheduleId ?? "") ?? true,
  }));
}

async function listSandboxAccounts(tx: Tx, rows: readonly PostRow[]): Promise<Set<string>> {
  const ids = [...new Set(rows.map((post) => post.accountId))];
  if (ids.length === 0) return new Set();
  const found = await tx
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(and(inArray(socialAccounts.id, ids), eq(socialAccounts.sandbox, true)));
  return new Set(found.map((row) => row.id));
}

/** Nothing may be posted yet: the slot waits until its deadline, and this was no attempt. */
async function keepWaiting(
  tx: Tx,
  post: PostRow,
  choice: SlotChoice | undefined,
  now: Date,
): Promise<void> {
  const refusal = choice?.ok === false ? choice : null;
  await tx
    .update(posts)
    .set({
      nextAt: new Date(now.getTime() + LOOK_AGAIN_MS),
      problemCode: refusal?.code ?? null,
      problem: refusal?.message ?? null,
    })
    .where(eq(posts.id, post.id));
}

/** The try is on record before anything is sent. */
export async function openAttempts(
  tx: Tx,
  rows: PostRow[],
  now: Date,
  kind: "publish" | "resume" = "publish",
): Promise<ClaimedPost[]> {
  if (rows.length === 0) return [];
  const claimed = rows.map((post) => ({
    post,
    kind,
    attemptId: uuidv7(),
    from: post.status as ClaimedPost["from"],
  }));
  await insertRows(
    tx,
    postAttempts,
    claimed.map(({ post, attemptId }) => ({
      id: attemptId,
      workspaceId: post.workspaceId,
      postId: post.id,
      attempt: post.attempt,
      kind,
      startedAt: now,
    })),
  );
  return claimed;
}
