import { and, eq, inArray, isNotNull, max } from "drizzle-orm";
import {
  type IngestAnswer,
  type IngestBatch,
  IngestItem,
  type IngestResult,
} from "@/lib/contracts/analytics";
import { deltas } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import {
  type Changes,
  lockPosts,
  type PostRow,
  readCounted,
  toMetricsFact,
} from "@/server/analytics/record-observations";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { emit } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";

const highestCount = 2_000_000_000;
const futureSlackMs = 5 * 60_000;

type Verdict = Pick<IngestResult, "status" | "message">;
type Parsed = { index: number; item: IngestItem } | { index: number; refusal: IngestResult };

interface Ledger {
  byId: Map<string, PostRow>;
  counted: Map<string, Record<MetricName, number>>;
  /** Of the latest total of each post. */
  latest: Map<string, Date>;
  changed: Map<string, PostRow>;
}

/** Counts what another system saw. Each item is judged for itself, in order, and told what became of it. */
export async function ingestMetrics(ctx: Ctx, batch: IngestBatch): Promise<IngestAnswer> {
  const parsed = batch.items.map(parseItem);
  const items = parsed.flatMap((one) => ("item" in one ? [one.item] : []));
  return ctx.db.transaction(async (tx) => {
    const targets = await findTargets(tx, ctx.workspaceId, items);
    const ledger = await openLedger(tx, ctx.workspaceId, [
      ...new Set([...targets.values()].flat()),
    ]);
    const results: IngestResult[] = [];
    for (const one of parsed) {
      if ("refusal" in one) results.push(one.refusal);
      else {
        const verdict = await countItem(tx, ctx, ledger, targets, one.item);
        results.push({ index: one.index, id: one.item.id, ...verdict });
      }
    }
    await outdateArms(tx, [...ledger.changed.values()]);
    await emit(tx, ctx.workspaceId, [...ledger.changed.values()].map(toMetricsFact));
    const number = (status: IngestResult["status"]) =>
      results.filter((result) => result.status === status).length;
    return { counted: number("counted"), refused: number("refused"), results };
  });
}

function parseItem(raw: unknown, index: number): Parsed {
  const item = IngestItem.safeParse(raw);
  if (item.success) return { index, item: item.data };
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
  const message = item.error.issues
    .map((issue) =>
      issue.path.length > 0 ? `${issue.path.join(".")}: ${issue.message}` : issue.message,
    )
    .join(" ");
  const refusal = {
    index,
    id: typeof id === "string" ? id : null,
    status: "refused" as const,
    message,
  };
  return { index, refusal };
}

const keyOf = (item: IngestItem) => item.postId ?? `external ${item.externalId}`;

/** The posts that each reference may mean: one, none, or several with the same external id. */
async function findTargets(
  tx: Tx,
  workspaceId: string,
  items: readonly IngestItem[],
): Promise<Map<string, string[]>> {
  const targets = new Map(items.map((item) => [keyOf(item), item.postId ? [item.postId] : []]));
  const externalIds = items.flatMap((item) =>
    !item.postId && item.externalId ? [item.externalId] : [],
  );
  if (externalIds.length === 0) return targets;
  const rows = await tx
    .select({ id: posts.id, externalId: posts.externalId })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.externalId, externalIds)));
  for (const row of rows) targets.get(`external ${row.externalId}`)?.push(row.id);
  return targets;
}

async function openLedger(tx: Tx, workspaceId: string, ids: string[]): Promise<Ledger> {
  const locked = ids.length > 0 ? await lockPosts(tx, workspaceId, ids) : [];
  const own = locked.map((post) => post.id);
  const latest =
    own.length === 0
      ? []
      : await tx
          .select({ postId: metrics.postId, at: max(metrics.observedAt) })
          .from(metrics)
          .where(
            and(
              inArray(metrics.postId, own),
              eq(metrics.source, "ingest"),
              isNotNull(metrics.dedupeKey),
            ),
          )
          .groupBy(metrics.postId);
  return {
    byId: new Map(locked.map((post) => [post.id, post])),
    counted: await readCounted(tx, own),
    latest: new Map(latest.flatMap(({ postId, at }) => (at ? [[postId, at] as const] : []))),
    changed: new Map(),
  };
}

const refused = (message: string): Verdict => ({ status: "refused", message });

async function countItem(
  tx: Tx,
  ctx: Ctx,
  ledger: Ledger,
  targets: Map<string, string[]>,
  item: IngestItem,
): Promise<Verdict> {
  const ids = targets.get(keyOf(item)) ?? [];
  if (ids.length > 1) return refused("Several posts have this externalId. Name one by its postId.");
  const post = ledger.byId.get(ids[0] ?? "");
  if (!post) return refused("There is no such post in this workspace.");
  const wrong = findRefusal(ctx, post, item);
  if (wrong) return refused(wrong);
  const observedAt = new Date(item.observedAt);
  const counted = ledger.counted.get(post.id) ?? zero();
  const changes = item.delta ? dropZeros(item.metrics) : deltas(counted, item.metrics);
  const isBelowZero = METRIC_NAMES.some((name) => counted[name] + (changes[name] ?? 0) < 0);
  if (isBelowZero) return refused("This would bring a count below zero.");
  const isTooHigh = METRIC_NAMES.some(
    (name) => counted[name] + (changes[name] ?? 0) > highestCount,
  );
  if (isTooHigh) return refused("This would bring a count above two thousand million.");
  if (await isKnown(tx, ctx, item.id)) return duplicate;
  const latest = ledger.latest.get(post.id);
  if (!item.delta && latest && observedAt < latest) {
    return { status: "stale", message: "A later count of this post was taken in already." };
  }
  // A first total of nothing is kept all the same: it tells a zero from silence.
  const isFirstTotal = !item.delta && !latest;
  if (Object.keys(changes).length === 0 && !isFirstTotal)
    return { status: "unchanged", message: null };
  const isNew = await insertChange(tx, ctx, post, { ...item, observedAt, changes });
  if (!isNew) return duplicate;
  for (const name of METRIC_NAMES) counted[name] += changes[name] ?? 0;
  ledger.counted.set(post.id, counted);
  if (!latest || observedAt > latest) ledger.latest.set(post.id, observedAt);
  ledger.changed.set(post.id, post);
  return { status: "counted", message: null };
}

const duplicate: Verdict = { status: "duplicate", message: "This id was counted before." };

function findRefusal(ctx: Ctx, post: PostRow, item: IngestItem): string | null {
  if (!post.publishedAt) return "This post has not gone out yet.";
  if (Date.parse(item.observedAt) > ctx.now().getTime() + futureSlackMs) {
    return "observedAt lies in the future.";
  }
  const { label, metrics: authorities } = catalog[post.platform as Platform];
  const foreign = (Object.keys(item.metrics) as MetricName[]).filter(
    (name) => authorities[name] !== "ingest",
  );
  if (foreign.length === 0) return null;
  return foreign
    .map((name) =>
      authorities[name] === null
        ? `${name} can't be known on ${label}.`
        : `${name} on ${label} comes from the platform itself (${authorities[name]}) and can't be sent.`,
    )
    .join(" ");
}

async function isKnown(tx: Tx, ctx: Ctx, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: metrics.id })
    .from(metrics)
    .where(and(eq(metrics.workspaceId, ctx.workspaceId), eq(metrics.dedupeKey, id)));
  return row !== undefined;
}

async function insertChange(
  tx: Tx,
  ctx: Ctx,
  post: PostRow,
  { id, observedAt, changes }: { id: string; observedAt: Date; changes: Changes },
): Promise<boolean> {
  const inserted = await tx
    .insert(metrics)
    .values({
      workspaceId: ctx.workspaceId,
      postId: post.id,
      source: "ingest",
      observedAt,
      dedupeKey: id,
      ...changes,
    })
    .onConflictDoNothing()
    .returning({ id: metrics.id });
  return inserted.length > 0;
}

const dropZeros = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([, change]) => change !== 0));

const zero = () =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Record<MetricName, number>;
