import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { runSteps } from "@/server/db/in-one-trip";
import { posts, schedules } from "@/server/db/schema/posts";
import { toJsonb } from "@/server/db/to-jsonb";
import { toUuids, uuidv7 } from "@/server/db/uuid";
import { awaitApproval, dropOldForms, holdUnapproved } from "./await-approval";
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
import { holdTooClose } from "./hold-too-close";
import { type Candidate, claimable, lockCandidates, type Shares } from "./lock-candidates";
import { takeTurn } from "./take-turn";
import { tieLinks } from "./tie-links";

const LOOK_AGAIN_MS = 60_000;

interface ClaimOptions extends Shares {
  choose: ChooseVariants;
}

/**
 * Takes due posts for this process, at most one an account, and freezes what each will say. Status,
 * pauses, account and deadline are read again in the statement that locks them. One process claims
 * at a time, so that what is in flight can be counted; another waits for its turn.
 */
export async function claimPosts(runtime: Runtime, options: ClaimOptions): Promise<ClaimedPost[]> {
  const now = runtime.clock.now();
  const isDue = claimable(now.toISOString());
  return runtime.database.db.transaction(async (tx) => {
    const gates = await takeTurn(tx, now);
    const held = await holdBack(tx, gates, isDue, now);
    const { accounts, probes } = await lockCandidates(tx, gates, now, options);
    const spaced = await holdTooClose(tx, accounts, isDue, now);
    const allowed = await holdCapped(tx, spaced.accounts, isDue, now);
    // A statement of its own: it must see what the last holder of these account rows committed.
    const due = await dropOldForms(tx, await lockPosts(tx, allowed.accounts, now), now);
    const at = { now, random: runtime.random };
    const { filled, facts, steps } = await fillSlots(tx, { due, accounts }, options.choose, at);
    const approved = await holdUnapproved(tx, filled, now);
    const { open, facts: full } = await holdFullFormats(tx, approved.open, now);
    const chosen = new Set(due.filter(({ content }) => content === null).map(({ id }) => id));
    const tied = await tieLinks(tx, runtime, open, chosen);
    const leaseUntil = leaseEnd(runtime);
    const claimed = tied.map((post) => toClaimed(post, leaseUntil, now));
    for (const { accountId, service } of probes) {
      const goesOut = claimed.some(({ post }) => post.accountId === accountId);
      if (goesOut) await startProbe(tx, runtime, service);
    }
    await runSteps(tx, [...steps, ...toSteps(claimed, now)]);
    await emitFacts(tx, [
      ...[...held, ...spaced.facts, ...allowed.facts],
      ...[...facts, ...approved.facts, ...full],
    ]);
    return claimed;
  });
}

/**
 * The chosen posts, unless something changed since: then they wait for the next look. Each is looked
 * up and locked by its id in turn; a plan of the whole would read the queue again.
 */
async function lockPosts(tx: Tx, chosen: readonly Candidate[], now: Date): Promise<PostRow[]> {
  if (chosen.length === 0) return [];
  const ids = toUuids(chosen.map(({ postId }) => postId).sort());
  const locked = sql`array(
    select p.id from unnest(${ids}) as chosen (post_id) cross join lateral (
      select p.id from posts p where p.id = chosen.post_id and ${claimable(now.toISOString())}
        and exists (select 1 from social_accounts a join workspaces w on w.id = a.workspace_id
          where a.id = p.account_id and a.status in ('active', 'expiring') and not a.paused
            and not w.all_paused)
      for no key update of p) p)`;
  // Locked once more: it may have been edited while we waited, and the last edition is wanted.
  return tx.select().from(posts).where(sql`${posts.id} = any(${locked})`).for("no key update");
}

async function fillSlots(
  tx: Tx,
  { due, accounts }: { due: PostRow[]; accounts: readonly Candidate[] },
  choose: ChooseVariants,
  at: { now: Date; random: () => number },
): Promise<{ filled: PostRow[]; facts: Fact[]; steps: SQL[] }> {
  const sandboxIds = new Set(accounts.filter(({ sandbox }) => sandbox).map(({ id }) => id));
  const empty = await toEmptySlots(tx, due, sandboxIds);
  if (empty.length === 0) return { filled: due, facts: [], steps: [] };
  const { choices, facts, steps } = await choose(tx, empty, at);
  const refused = due.filter((post) => choices.get(post.id)?.ok === false);
  const { waiting, facts: unapproved } = await awaitApproval(tx, refused, at.now);
  for (const post of waiting) await keepWaiting(tx, post, choices.get(post.id), at.now);
  const held = waiting.map((post) => toPostFact("post.changed", post, { status: "queued" }));
  const filled = due
    .filter((post) => !refused.includes(post))
    .map((post) => {
      const choice = choices.get(post.id);
      if (!choice?.ok) return post;
      const { variantId, content, contentHash } = choice;
      return { ...post, variantId, content, contentHash };
    });
  return { filled, facts: [...facts, ...unapproved, ...held], steps };
}

const toClaimed = (post: PostRow, leaseUntil: Date, now: Date): ClaimedPost => ({
  attemptId: uuidv7(),
  kind: "publish",
  from: "publishing",
  post: {
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
  },
});

/**
 * What each post says is frozen in the same write that makes it ours, and the try is on record with
 * it, before anything is sent.
 */
function toSteps(claimed: readonly ClaimedPost[], now: Date): SQL[] {
  if (claimed.length === 0) return [];
  const at = now.toISOString();
  const rows = claimed.map(({ attemptId, post }) => ({
    id: post.id,
    attempt_id: attemptId,
    lease_until: post.leaseUntil,
    variant_id: post.variantId,
    content: post.content,
    hash: post.contentHash,
    ...(post.links ? { links: post.links } : {}),
  }));
  const taken = sql`
    taken as (
      update posts p set status = 'publishing', attempt = p.attempt + 1, fence = p.fence + 1, checks = 0,
        lease_until = r.lease_until, first_attempt_at = coalesce(p.first_attempt_at, ${at}::timestamptz),
        problem = null, problem_code = null, updated_at = ${at}::timestamptz,
        variant_id = r.variant_id, content = r.content, content_hash = r.hash, links = r.links
      from jsonb_to_recordset(${toJsonb(rows)}) as r(id uuid, attempt_id uuid, lease_until timestamptz,
        variant_id uuid, content jsonb, hash text, links jsonb)
      where p.id = r.id
      returning r.attempt_id, p.workspace_id, p.id, p.attempt)`;
  const tried = sql`
    tried as (
      insert into post_attempts (id, workspace_id, post_id, attempt, kind, started_at)
      select attempt_id, workspace_id, id, attempt, 'publish', ${at}::timestamptz from taken)`;
  return [taken, tried];
}

async function toEmptySlots(
  tx: Tx,
  taken: PostRow[],
  sandboxIds: ReadonlySet<string>,
): Promise<EmptySlot[]> {
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
