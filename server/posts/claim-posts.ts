import { and, eq, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { Service } from "@/server/accounts/circuit";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts, schedules } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import {
  holdBack,
  holdCapped,
  isOpenForPosts,
  isProbeOf,
  lockProbes,
  startProbe,
} from "./claim-gates";
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

const LOOK_AGAIN_MS = 60_000;

interface ClaimOptions {
  choose: ChooseVariants;
  limit: number;
}

/**
 * Takes due posts for this process, at most one an account, and freezes what each will say. Status,
 * pauses, account and deadline are read again in the statement that takes them.
 */
export async function claimPosts(runtime: Runtime, options: ClaimOptions): Promise<ClaimedPost[]> {
  const now = runtime.clock.now();
  const due = claimable(now.toISOString());
  return runtime.database.db.transaction(async (tx) => {
    const held = await holdBack(tx, due, now);
    const { accounts, probes } = await lockCandidates(tx, now, options.limit);
    const allowed = await holdCapped(tx, accounts, due, now);
    const { accountIds } = allowed;
    // A statement of its own: it must see what the last holder of these account rows committed.
    const taken =
      accountIds.length > 0 ? await takePosts(tx, accountIds, now, leaseEnd(runtime)) : [];
    const at = { now, random: runtime.random };
    const { filled, facts } = await fillSlots(tx, taken, options.choose, at);
    for (const { accountId, service } of probes) {
      const goesOut = filled.some((post) => post.accountId === accountId);
      if (goesOut) await startProbe(tx, runtime, service);
    }
    const claimed = await openAttempts(tx, filled, now);
    await emitFacts(tx, [...held, ...allowed.facts, ...facts]);
    return claimed;
  });
}

const claimable = (at: string): SQL => sql`
  p.status = 'queued' and p.next_at <= ${at}::timestamptz and p.due_at <= ${at}::timestamptz
  and p.deadline_at >= ${at}::timestamptz
  and not exists (select 1 from schedules s where s.id = p.schedule_id and (s.paused or s.deleted_at is not null))
  and not exists (select 1 from campaigns c where c.id = p.campaign_id and (c.status <> 'active' or c.deleted_at is not null))`;

interface Candidates {
  accounts: { id: string; platform: string }[];
  /** Those let through alone, to see whether their platform works again. */
  probes: { accountId: string; service: Service }[];
}

async function lockCandidates(tx: Tx, now: Date, limit: number): Promise<Candidates> {
  const at = now.toISOString();
  const services = await lockProbes(tx, now);
  const accounts = await lockAccounts(tx, at, isOpenForPosts(at), limit);
  const probes = [];
  for (const service of services) {
    const [probe] = await lockAccounts(tx, at, isProbeOf(service, at), 1);
    if (!probe) continue;
    accounts.push(probe);
    probes.push({ accountId: probe.id, service });
  }
  return { accounts, probes };
}

async function lockAccounts(
  tx: Tx,
  at: string,
  gate: SQL,
  limit: number,
): Promise<Candidates["accounts"]> {
  const { rows } = (await tx.execute(sql`
    select a.id, a.platform from social_accounts a
    join workspaces w on w.id = a.workspace_id
    where a.status in ('active', 'expiring') and not a.paused and not w.all_paused
      and (a.rest_until is null or a.rest_until <= ${at}::timestamptz)
      and not exists (select 1 from posts f where f.account_id = a.id and f.status = 'publishing')
      and exists (select 1 from posts p where p.account_id = a.id and ${claimable(at)})
      and ${gate}
    order by a.id limit ${limit}
    for no key update of a skip locked`)) as unknown as { rows: Candidates["accounts"] };
  return rows;
}

async function takePosts(
  tx: Tx,
  accountIds: string[],
  now: Date,
  leaseUntil: Date,
): Promise<PostRow[]> {
  const at = now.toISOString();
  const ids = sql.join(
    accountIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  // An array is worked out once; `in (select …)` may be worked out again for every queued post.
  const next = sql`array(
    select due.id from social_accounts a
    join workspaces w on w.id = a.workspace_id and not w.all_paused
    cross join lateral (
      select p.id from posts p where p.account_id = a.id and ${claimable(at)}
      order by p.next_at, p.id limit 1) due
    where a.id in (${ids}) and a.status in ('active', 'expiring') and not a.paused
      and not exists (select 1 from posts f where f.account_id = a.id and f.status = 'publishing'))`;
  return tx
    .update(posts)
    .set({
      status: "publishing",
      attempt: sql`${posts.attempt} + 1`,
      fence: sql`${posts.fence} + 1`,
      checks: 0,
      leaseUntil,
      firstAttemptAt: sql`coalesce(${posts.firstAttemptAt}, ${at}::timestamptz)`,
      problem: null,
      problemCode: null,
      updatedAt: now,
    })
    .where(
      // Said again of the row itself: it may have been moved or canceled while we waited for it.
      and(
        sql`${posts.id} = any(${next})`,
        eq(posts.status, "queued"),
        lte(posts.dueAt, now),
        lte(posts.nextAt, now),
      ),
    )
    .returning();
}

async function fillSlots(
  tx: Tx,
  taken: PostRow[],
  choose: ChooseVariants,
  at: { now: Date; random: () => number },
): Promise<{ filled: PostRow[]; facts: Fact[] }> {
  const empty = await toEmptySlots(tx, taken);
  if (empty.length === 0) return { filled: taken, facts: [] };
  const { choices, facts } = await choose(tx, empty, at);
  await storeChoices(tx, choices);
  const waiting = taken.filter((post) => choices.get(post.id)?.ok === false);
  for (const post of waiting) await putBack(tx, post, choices.get(post.id), at.now);
  const held = waiting.map((post) => toPostFact("post.changed", post, { status: "queued" }));
  const filled = taken
    .filter((post) => !waiting.includes(post))
    .map((post) => {
      const choice = choices.get(post.id);
      if (!choice?.ok) return post;
      const { variantId, content, contentHash } = choice;
      return { ...post, variantId, content, contentHash };
    });
  return { filled, facts: [...facts, ...held] };
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

async function storeChoices(tx: Tx, choices: ReadonlyMap<string, SlotChoice>): Promise<void> {
  const rows = [...choices].flatMap(([id, choice]) =>
    choice.ok
      ? { id, variant_id: choice.variantId, content: choice.content, hash: choice.contentHash }
      : [],
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    update posts p set variant_id = r.variant_id, content = r.content, content_hash = r.hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r(id uuid, variant_id uuid, content jsonb, hash text)
    where p.id = r.id`);
}

/** Nothing may be posted yet: the slot waits until its deadline, and this was no attempt. */
async function putBack(
  tx: Tx,
  post: PostRow,
  choice: SlotChoice | undefined,
  now: Date,
): Promise<void> {
  const refusal = choice?.ok === false ? choice : null;
  await tx
    .update(posts)
    .set({
      status: "queued",
      attempt: post.attempt - 1,
      leaseUntil: null,
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
  await tx.insert(postAttempts).values(
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
