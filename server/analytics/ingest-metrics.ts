import { and, eq, inArray } from "drizzle-orm";
import {
  type IngestAnswer,
  type IngestBatch,
  IngestItem,
  type IngestResult,
} from "@/lib/contracts/analytics";
import { deltas } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import type { MetricName } from "@/lib/platforms/entry";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { closeLedger } from "./close-ledger";
import { type Ledger, type LedgerPost, openLedger, takeChanges, takeReading } from "./ledger";

const highestCount = 2_000_000_000;
const futureSlackMs = 5 * 60_000;

type Verdict = Pick<IngestResult, "status" | "message">;
type Parsed = { index: number; item: IngestItem } | { index: number; refusal: IngestResult };

/** Counts what another system saw. Each item is judged for itself, in order, and told what became of it. */
export async function ingestMetrics(ctx: Ctx, batch: IngestBatch): Promise<IngestAnswer> {
  const parsed = batch.items.map(parseItem);
  const items = parsed.flatMap((one) => ("item" in one ? [one.item] : []));
  return ctx.db.transaction(async (tx) => {
    const targets = await findTargets(tx, ctx.workspaceId, items);
    const ledger = await openLedger(tx, ctx.workspaceId, [...targets.values()].flat());
    const known = await findKnown(tx, ctx.workspaceId, items);
    const results = parsed.map((one): IngestResult => {
      if ("refusal" in one) return one.refusal;
      const verdict = countItem(ctx, { ledger, known, targets }, one.item);
      return { index: one.index, id: one.item.id, ...verdict };
    });
    await closeLedger(tx, ledger);
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

/** Of the ids of these items, those that were counted before. Call it with their posts locked. */
async function findKnown(
  tx: Tx,
  workspaceId: string,
  items: readonly IngestItem[],
): Promise<Set<string>> {
  const rows = await tx
    .select({ key: metrics.dedupeKey })
    .from(metrics)
    .where(
      and(
        eq(metrics.workspaceId, workspaceId),
        inArray(
          metrics.dedupeKey,
          items.map(({ id }) => id),
        ),
      ),
    );
  return new Set(rows.flatMap(({ key }) => key ?? []));
}

const refused = (message: string): Verdict => ({ status: "refused", message });

interface Open {
  ledger: Ledger;
  /** Ids that were counted. */
  known: Set<string>;
  targets: ReadonlyMap<string, string[]>;
}

function countItem(ctx: Ctx, { ledger, known, targets }: Open, item: IngestItem): Verdict {
  const ids = targets.get(keyOf(item)) ?? [];
  if (ids.length > 1) return refused("Several posts have this externalId. Name one by its postId.");
  const post = ledger.posts.get(ids[0] ?? "");
  if (!post) return refused("There is no such post in this workspace.");
  const wrong = findRefusal(ctx, post, item);
  if (wrong) return refused(wrong);
  const changes = item.delta ? item.metrics : deltas(post.counts, item.metrics);
  const after = (Object.keys(changes) as MetricName[]).map(
    (name) => post.counts[name] + (changes[name] ?? 0),
  );
  if (after.some((count) => count < 0)) return refused("This would bring a count below zero.");
  if (after.some((count) => count > highestCount))
    return refused("This would bring a count above two thousand million.");
  if (known.has(item.id)) return { status: "duplicate", message: "This id was counted before." };
  const observedAt = Date.parse(item.observedAt);
  const told = { source: "ingest" as const, observedAt, dedupeKey: item.id };
  const outcome = item.delta
    ? takeChanges(ledger, post, { ...told, changes: item.metrics })
    : takeReading(ledger, post, { ...told, counts: item.metrics });
  if (outcome === "counted") known.add(item.id);
  if (outcome !== "stale") return { status: outcome, message: null };
  return { status: outcome, message: "A later count of this post was taken in already." };
}

function findRefusal(ctx: Ctx, post: LedgerPost, item: IngestItem): string | null {
  if (!post.publishedAt) return "This post has not gone out yet.";
  if (Date.parse(item.observedAt) > ctx.now().getTime() + futureSlackMs) {
    return "observedAt lies in the future.";
  }
  const { label, metrics: authorities } = catalog[post.platform];
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
