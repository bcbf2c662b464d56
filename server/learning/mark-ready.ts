import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { READY_AFTER_HOURS } from "@/lib/domain/evolution/settings";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { learningChannels, learningPosts, learningSettings } from "@/server/db/schema/learning";
import { postCounts } from "@/server/db/schema/rollups";
import { queueRun } from "@/server/learning/queue-run";
import { emitFacts, type Fact } from "@/server/posts/emit-facts";
import type { Runtime } from "@/server/runtime";
import { DEFAULT_LEARNING } from "@/server/variants/read-learning-settings";

export const READY_AFTER_MS = READY_AFTER_HOURS * 3_600_000;
const BATCH = 500;

/**
 * A post's result is ready when enough people did something, or a day after it went out; then its
 * channel is evaluated. Each post becomes ready once. Returns how many did.
 */
export async function markReady(runtime: Runtime): Promise<number> {
  let ready = 0;
  for (;;) {
    const batch = await runtime.database.db.transaction((tx) => markBatch(tx, runtime));
    ready += batch.ready;
    if (batch.looked < BATCH) return ready;
  }
}

type OpenPost = Pick<
  typeof learningPosts.$inferSelect,
  "postId" | "workspaceId" | "channelId" | "publishedAt"
>;

async function markBatch(tx: Tx, runtime: Runtime): Promise<{ looked: number; ready: number }> {
  const now = runtime.clock.now();
  const dayAgo = new Date(now.getTime() - READY_AFTER_MS);
  const { postId, workspaceId, channelId, publishedAt } = learningPosts;
  const open: OpenPost[] = await tx
    .select({ postId, workspaceId, channelId, publishedAt })
    .from(learningPosts)
    .where(
      and(
        isNull(learningPosts.readyAt),
        or(eq(learningPosts.dirty, true), lte(learningPosts.publishedAt, dayAgo)),
      ),
    )
    .orderBy(asc(learningPosts.publishedAt), asc(learningPosts.postId))
    .limit(BATCH)
    .for("no key update", { skipLocked: true });
  if (open.length === 0) return { looked: 0, ready: 0 };
  const counted = await countEvents(tx, open);
  const thresholds = await readThresholds(tx, open);
  const due = open.flatMap((post): DuePost[] => {
    const enough = thresholds.get(post.workspaceId) ?? DEFAULT_LEARNING.readyEvents;
    if ((counted.get(post.postId) ?? 0) >= enough) return [{ ...post, by: "threshold" }];
    return post.publishedAt <= dayAgo ? [{ ...post, by: "age" }] : [];
  });
  const readyIds = new Set(due.map((post) => post.postId));
  const waiting = open.filter((post) => !readyIds.has(post.postId)).map((post) => post.postId);
  if (waiting.length > 0)
    await tx.update(learningPosts).set({ dirty: false }).where(inArray(postId, waiting));
  await emitFacts(tx, await trigger(tx, runtime, due, now));
  return { looked: open.length, ready: due.length };
}

type DuePost = OpenPost & { by: "threshold" | "age" };

/** One run a channel, whatever became ready in it; the facts to emit at the end. */
async function trigger(
  tx: Tx,
  runtime: Runtime,
  due: readonly DuePost[],
  now: Date,
): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const [channelId, ready] of Map.groupBy(due, (post) => post.channelId)) {
    const [first] = ready;
    if (!first) continue;
    const { workspaceId } = first;
    const by = ready.some((post) => post.by === "threshold") ? "threshold" : "age";
    const order = { workspaceId, channelId, trigger: by, newPosts: ready.length, now } as const;
    const runId = await queueRun(tx, runtime, order);
    for (const reason of ["threshold", "age"] as const) {
      const ids = ready.filter((post) => post.by === reason).map((post) => post.postId);
      if (ids.length === 0) continue;
      await tx
        .update(learningPosts)
        .set({ readyAt: now, readyBy: reason, dirty: false, runId })
        .where(and(inArray(learningPosts.postId, ids), isNull(learningPosts.readyAt)));
    }
    const postIds = ready.map((post) => post.postId);
    const channel = await readChannel(tx, channelId);
    const data = { channelId, runId, ...channel, trigger: by, postIds };
    facts.push({ workspaceId, event: { name: "learning.triggered", data } });
  }
  return facts;
}

async function readChannel(tx: Tx, id: string) {
  const { accountId, platform, language } = learningChannels;
  const [row] = await tx
    .select({ accountId, platform, language, sandbox: socialAccounts.sandbox })
    .from(learningChannels)
    .innerJoin(socialAccounts, eq(socialAccounts.id, learningChannels.accountId))
    .where(eq(learningChannels.id, id));
  return row;
}

/** What people did with each post, whatever it is worth. Seeing it is not doing something. */
async function countEvents(tx: Tx, open: readonly OpenPost[]): Promise<Map<string, number>> {
  const { likes, shares, comments, clicks, saves, conversions } = postCounts;
  const total = sql<string>`${likes} + ${shares} + ${comments} + ${clicks} + ${saves} + ${conversions}`;
  const rows = await tx
    .select({ postId: postCounts.postId, total })
    .from(postCounts)
    .where(
      inArray(
        postCounts.postId,
        open.map((post) => post.postId),
      ),
    );
  return new Map(rows.map((row) => [row.postId, Number(row.total)]));
}

async function readThresholds(tx: Tx, open: readonly OpenPost[]): Promise<Map<string, number>> {
  const ids = [...new Set(open.map((post) => post.workspaceId))];
  const rows = await tx
    .select({ id: learningSettings.workspaceId, settings: learningSettings.settings })
    .from(learningSettings)
    .where(inArray(learningSettings.workspaceId, ids));
  return new Map(
    rows.map(({ id, settings }) => [id, settings.readyEvents ?? DEFAULT_LEARNING.readyEvents]),
  );
}
