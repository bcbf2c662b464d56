import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import { openAccountSession, refreshAfter401 } from "@/server/accounts/open-session";
import { isAskable, isPullDue } from "@/server/analytics/due-pulls";
import { markMissing } from "@/server/analytics/mark-missing";
import { nextPullAt } from "@/server/analytics/next-pull";
import { noteReleases } from "@/server/analytics/note-releases";
import { recordObservations } from "@/server/analytics/record-observations";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import type { JobPayload } from "@/server/jobs/catalog";
import { appSubject, findSpentUntil, keepHint } from "@/server/limits/budgets";
import { enterCircuit, type Service } from "@/server/limits/circuit";
import { guardAdapter } from "@/server/limits/watch-platform";
import {
  type EngagementCounts,
  type PlatformAdapter,
  PlatformCallError,
  type Session,
} from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";
import type { Standing } from "@/server/platforms/standing";
import { lockPosts } from "@/server/posts/lock-posts";
import type { Runtime } from "@/server/runtime";

const leaseMs = 5 * 60_000;
const shortestWaitMs = 60_000;
const unavailableWaitMs = 5 * 60_000;
const maxBatches = 20;
const hourMs = 3_600_000;
const lateMs = 10 * 60_000;

interface ClaimedPull {
  id: string;
  externalId: string;
  publishedAt: Date;
  /** The platform is to bring it out by itself. */
  isScheduled: boolean;
}

interface Claim {
  workspaceId: string;
  platform: Platform;
  sandbox: boolean;
  posts: ClaimedPull[];
  leaseUntil: Date;
}

/** Reads the counts of an account's due posts, a batch a call. A stale ring finds nothing due. */
export async function pullMetrics(
  runtime: Runtime,
  payload: JobPayload<"pull-metrics">,
): Promise<void> {
  const asked = new Set<string>();
  for (let batch = 0; batch < maxBatches; batch++) {
    const claim = await claimDue(runtime, payload, [...asked]);
    if (!claim) return;
    for (const post of claim.posts) asked.add(post.id);
    if (!(await pullBatch(runtime, payload, claim))) return;
  }
}

/** Moved ahead before the call: where a reading costs money, two rings must not pay for it twice. */
async function claimDue(
  runtime: Runtime,
  { workspaceId, accountId }: JobPayload<"pull-metrics">,
  asked: string[],
): Promise<Claim | null> {
  const now = runtime.clock.now();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  return runtime.database.db.transaction(async (tx) => {
    const [account] = await tx
      .select({ platform: socialAccounts.platform, sandbox: socialAccounts.sandbox })
      .from(socialAccounts)
      .where(
        and(
          eq(socialAccounts.id, accountId),
          eq(socialAccounts.workspaceId, workspaceId),
          isAskable(now),
        ),
      );
    if (!account) return null;
    const platform = Platform.parse(account.platform);
    const due = await tx
      .select({ id: posts.id })
      .from(posts)
      .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
      .where(
        and(
          eq(posts.accountId, accountId),
          eq(posts.workspaceId, workspaceId),
          isPullDue(now),
          asked.length > 0 ? sql`${posts.id} not in ${asked}` : undefined,
        ),
      )
      .orderBy(asc(posts.id))
      .limit(catalog[platform].pull.maxBatch)
      .for("no key update", { of: posts, skipLocked: true });
    if (due.length === 0) return null;
    const rows = await tx
      .update(posts)
      .set({ metricsNextPullAt: leaseUntil })
      .where(
        and(
          eq(posts.workspaceId, workspaceId),
          inArray(
            posts.id,
            due.map((post) => post.id),
          ),
        ),
      )
      .returning({
        id: posts.id,
        externalId: posts.externalId,
        publishedAt: posts.publishedAt,
        dueAt: posts.dueAt,
        visibility: posts.visibility,
      });
    const claimed = rows.map((row) => ({
      id: row.id,
      externalId: row.externalId ?? "",
      publishedAt: row.publishedAt ?? row.dueAt,
      isScheduled: row.visibility === "scheduled",
    }));
    return { workspaceId, platform, sandbox: account.sandbox, posts: claimed, leaseUntil };
  });
}

/** True when the account may be asked for more. */
async function pullBatch(
  runtime: Runtime,
  { workspaceId, accountId }: JobPayload<"pull-metrics">,
  claim: Claim,
): Promise<boolean> {
  const observedAt = runtime.clock.now();
  const told = await askPlatform(runtime, accountId, claim);
  if (!told.ok) {
    await releaseClaim(runtime, claim, () => new Date(observedAt.getTime() + told.waitMs));
    return false;
  }
  await recordObservations(runtime, workspaceId, {
    source: "pull",
    observedAt,
    observations: claim.posts.flatMap((post) => {
      const counts = told.counts.get(post.externalId);
      return counts ? [{ postId: post.id, counts }] : [];
    }),
  });
  const isSeen = (post: ClaimedPull) => told.counts.has(post.externalId);
  await markMissing(runtime, workspaceId, {
    seen: claim.posts.filter(isSeen).map((post) => post.id),
    missing: claim.posts.filter((post) => !isSeen(post)).map((post) => post.id),
  });
  await noteReleases(runtime, workspaceId, told.standings);
  await releaseClaim(runtime, claim, (post) => {
    const standing = told.standings.get(post.id);
    if (standing?.visibility === "scheduled") return nextLookAt(standing, observedAt);
    return nextPullAt(claim.platform, standing?.liveAt ?? post.publishedAt, observedAt);
  });
  return true;
}

/** A while after its time, since sites bring out what is due when somebody visits them. */
function nextLookAt({ liveAt }: Standing, now: Date): Date {
  return new Date(Math.max(now.getTime() + hourMs, (liveAt?.getTime() ?? 0) + lateMs));
}

type Told =
  | {
      ok: true;
      counts: Map<string, EngagementCounts>;
      /** By our id, of those the platform was to bring out by itself. */
      standings: Map<string, Standing>;
    }
  | { ok: false; waitMs: number };

async function lookUpScheduled(
  { lookUp }: PlatformAdapter,
  session: Session,
  claim: Claim,
): Promise<Map<string, Standing>> {
  const scheduled = claim.posts.filter((post) => post.isScheduled);
  if (!lookUp || scheduled.length === 0) return new Map();
  const found = await lookUp(
    session,
    scheduled.map((post) => post.externalId),
  );
  return new Map(
    scheduled.flatMap(({ id, externalId }) => {
      const standing = found.get(externalId);
      return standing ? [[id, standing] as const] : [];
    }),
  );
}

async function askPlatform(runtime: Runtime, accountId: string, claim: Claim): Promise<Told> {
  const waitMs = await findWaitMs(runtime, accountId, claim);
  if (waitMs !== null) return { ok: false, waitMs };
  const ids = claim.posts.map((post) => post.externalId);
  const adapter = guardAdapter(getAdapter(claim.platform));
  const ask = async (session: Session): Promise<Told> => ({
    ok: true,
    counts: await adapter.engagement(session, ids),
    standings: await lookUpScheduled(adapter, session, claim),
  });
  const opened = await openAccountSession(runtime, accountId);
  if (!opened.ok) return { ok: false, waitMs: unavailableWaitMs };
  try {
    return await ask(opened.session);
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    if (error.kind !== "reconnect") return wait(runtime, accountId, claim, error);
  }
  const renewed = await refreshAfter401(runtime, accountId, opened.session.accessToken);
  if (!renewed.ok) return { ok: false, waitMs: unavailableWaitMs };
  try {
    return await ask(renewed.session);
  } catch (error) {
    if (!(error instanceof PlatformCallError)) throw error;
    return wait(runtime, accountId, claim, error);
  }
}

/** A limit holds for all posts of the account, or of its app, not only for those of this batch. */
async function wait(
  runtime: Runtime,
  accountId: string,
  service: Service,
  error: PlatformCallError,
): Promise<Told> {
  const waitMs = toWaitMs(error);
  if (error.kind === "rate_limited" && error.retryAfterMs !== null) {
    const now = runtime.clock.now();
    const until = new Date(now.getTime() + waitMs);
    const subject = error.ofApp ? appSubject(service) : accountId;
    await keepHint(runtime.database.db, subject, "read", { now, until });
  }
  return { ok: false, waitMs };
}

/** Null: ask now. Else the platform rests, or has told that it gives no more answers for a while. */
async function findWaitMs(
  runtime: Runtime,
  accountId: string,
  { platform, sandbox }: Claim,
): Promise<number | null> {
  const now = runtime.clock.now();
  const account = { id: accountId, platform, sandbox };
  const { db } = runtime.database;
  const until =
    (await findSpentUntil(db, account, "read", now)) ??
    (await enterCircuit(runtime, { platform, sandbox }));
  return until && Math.max(shortestWaitMs, until.getTime() - now.getTime());
}

function toWaitMs(error: PlatformCallError): number {
  const wished = error.retryAfterMs ?? unavailableWaitMs;
  return Math.max(shortestWaitMs, wished);
}

/** Only what is still ours: a webhook that asked for a reading meanwhile keeps its wish. */
async function releaseClaim(
  runtime: Runtime,
  claim: Claim,
  nextFor: (post: ClaimedPull) => Date | null,
): Promise<void> {
  await runtime.database.db.transaction(async (tx) => {
    await lockPosts(
      tx,
      claim.posts.map(({ id }) => id),
    );
    for (const post of claim.posts) {
      await tx
        .update(posts)
        .set({ metricsNextPullAt: nextFor(post) })
        .where(
          and(
            eq(posts.id, post.id),
            eq(posts.workspaceId, claim.workspaceId),
            eq(posts.metricsNextPullAt, claim.leaseUntil),
          ),
        );
    }
  });
}
