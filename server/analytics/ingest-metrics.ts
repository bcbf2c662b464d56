import type { IngestAnswer, IngestBatch, IngestItem, IngestQuery } from "@/lib/contracts/ingest";
import { readIngestItem } from "@/lib/contracts/read-ingest-item";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { retryClash } from "@/server/db/retry-clash";
import type { Idempotency } from "@/server/http/idempotency";
import { type Answer, runKeyed } from "@/server/publications/run-once";
import { closeLedger } from "./close-ledger";
import { findKnown, findTargets } from "./find-targets";
import {
  isRefused,
  type KeptVerdicts,
  refused,
  toAnswer,
  toKept,
  toVerdicts,
  type Verdict,
} from "./ingest-answer";
import { judgeItems } from "./judge-item";
import { type Ledger, openLedger } from "./ledger";

interface Sent {
  query: IngestQuery;
  idempotency: Idempotency | null;
}

type Line = IngestItem | Verdict;

const isVerdict = (line: Line): line is Verdict => "status" in line;

/**
 * The same, as a request with a key is answered: a repeat within a day is told the same, but for what
 * was refused, which is judged anew.
 */
export async function ingestBatch(
  ctx: Ctx,
  batch: IngestBatch,
  { query, idempotency }: Sent,
): Promise<Answer<IngestAnswer>> {
  const lines = batch.items.map((raw): Line => {
    const read = readIngestItem(raw);
    return read.ok ? read.item : refused(read.message);
  });
  const clash = { constraint: "metrics_dedupe_key", random: ctx.runtime.random };
  const { status, body, replayed } = await retryClash(clash, () =>
    ctx.db.transaction((tx) => count(tx, ctx, lines, idempotency)),
  );
  return { status, replayed, body: toAnswer(batch, body, query) };
}

/** Counts what another system saw. Each item is judged for itself, in order, and told what became of it. */
export const ingestMetrics = async (ctx: Ctx, batch: IngestBatch): Promise<IngestAnswer> =>
  (await ingestBatch(ctx, batch, { query: { results: "all" }, idempotency: null })).body;

async function count(
  tx: Tx,
  ctx: Ctx,
  lines: readonly Line[],
  idempotency: Idempotency | null,
): Promise<Answer<Verdict[]>> {
  let judged: Judged | undefined;
  const done = await runKeyed<KeptVerdicts>(tx, ctx, idempotency, async () => {
    judged = await judgeLines(tx, ctx, lines);
    return { status: 200, body: toKept(judged.verdicts), facts: [] };
  });
  judged ??= await judgeLines(tx, ctx, lines, toVerdicts(done.body));
  // Last, since telling of it locks the workspace's row.
  if (judged.ledger) await closeLedger(tx, judged.ledger);
  return { ...done, body: judged.verdicts };
}

interface Judged {
  verdicts: Verdict[];
  ledger: Ledger | null;
}

/** @param told what became of them before: only what was refused then is judged. */
async function judgeLines(
  tx: Tx,
  ctx: Ctx,
  lines: readonly Line[],
  told: readonly Verdict[] = [],
): Promise<Judged> {
  const verdicts: Verdict[] = [];
  const open: { item: IngestItem; index: number }[] = [];
  for (const [index, line] of lines.entries()) {
    const before = told[index];
    if (before && !isRefused(before)) verdicts[index] = before;
    else if (isVerdict(line)) verdicts[index] = line;
    else open.push({ item: line, index });
  }
  if (open.length === 0) return { verdicts, ledger: null };
  const items = open.map(({ item }) => item);
  const targets = await findTargets(tx, ctx.workspaceId, items);
  const { ids, readings } = findMoments(items, targets);
  const ledger = await openLedger(tx, ctx.workspaceId, [...ids], readings);
  const known = await findKnown(tx, ctx.workspaceId, items);
  const ground = { ledger, known, targets, nowMs: ctx.now().getTime() };
  for (const [i, verdict] of judgeItems(ground, items).entries()) {
    const { index = 0 } = open[i] ?? {};
    verdicts[index] = verdict;
  }
  return { verdicts, ledger };
}

/** The posts that are meant, and the moment of the earliest total of each. */
function findMoments(items: readonly IngestItem[], targets: ReadonlyMap<string, string[]>) {
  const ids = new Set<string>();
  const readings = new Map<string, number>();
  for (const { postId, externalId = "", delta, observedAt } of items) {
    for (const id of postId ? [postId.toLowerCase()] : (targets.get(externalId) ?? [])) {
      ids.add(id);
      if (delta) continue;
      const at = Date.parse(observedAt);
      if (at < (readings.get(id) ?? Number.POSITIVE_INFINITY)) readings.set(id, at);
    }
  }
  return { ids, readings };
}
