import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { idempotencyKeys } from "@/server/db/schema/publications";
import { AppError } from "@/server/errors";
import type { Idempotency } from "@/server/http/idempotency";
import { emitFacts, type Fact } from "@/server/posts/emit-facts";

export interface Work<A> {
  status: number;
  body: A;
  facts: Fact[];
}

export interface Answer<A> {
  status: number;
  body: A;
  /** Given before: nothing was done this time. */
  replayed: boolean;
}

const KEPT_MS = 24 * 3_600_000;

/**
 * Does a request's work in one transaction and keeps its answer there too, so that a repeat within a
 * day is told the same and does nothing. What throws leaves nothing behind, and the key stays free.
 */
export async function runOnce<A>(
  ctx: Ctx,
  idempotency: Idempotency | null,
  work: (tx: Tx) => Promise<Work<A>>,
): Promise<Answer<A>> {
  return ctx.db.transaction(async (tx) => {
    const { facts, ...answer } = await runKeyed(tx, ctx, idempotency, () => work(tx));
    await emitFacts(tx, facts);
    return answer;
  });
}

/** The same within a transaction that does more; the facts are the caller's to tell. */
export async function runKeyed<A>(
  tx: Tx,
  ctx: Ctx,
  idempotency: Idempotency | null,
  work: () => Promise<Work<A>>,
): Promise<Answer<A> & { facts: Fact[] }> {
  if (!idempotency) return { ...(await work()), replayed: false };
  const { key, requestHash } = idempotency;
  await takeTurn(tx, ctx, key);
  const kept = await findKept(tx, ctx, idempotency);
  if (kept) return { status: kept.status, body: kept.answer as A, replayed: true, facts: [] };
  const done = await work();
  const now = ctx.now();
  await tx.insert(idempotencyKeys).values({
    ...{ workspaceId: ctx.workspaceId, actorId: ctx.actor.id, key, requestHash },
    ...{ status: done.status, answer: done.body, createdAt: now },
    expiresAt: new Date(now.getTime() + KEPT_MS),
  });
  return { ...done, replayed: false };
}

/** The first of two at once goes on; the embedded database has them one after the other anyway. */
async function takeTurn(tx: Tx, ctx: Ctx, key: string): Promise<void> {
  const digest = createHash("sha256").update(`${ctx.workspaceId}:${key}`).digest();
  const { rows } = (await tx.execute(
    sql`select pg_try_advisory_xact_lock(${digest.readBigInt64BE().toString()}::bigint) as taken`,
  )) as unknown as { rows: { taken: boolean }[] };
  if (rows[0]?.taken) return;
  const message =
    "A request with this Idempotency-Key is being worked on. Send it again in a second.";
  throw new AppError("conflict", message, { retryAfterSeconds: 1 });
}

async function findKept(tx: Tx, ctx: Ctx, { key, requestHash }: Idempotency) {
  const isThisKey = and(
    eq(idempotencyKeys.workspaceId, ctx.workspaceId),
    eq(idempotencyKeys.key, key),
  );
  const [kept] = await tx.select().from(idempotencyKeys).where(isThisKey);
  if (!kept) return null;
  if (kept.expiresAt <= ctx.now()) {
    await tx.delete(idempotencyKeys).where(isThisKey);
    return null;
  }
  if (kept.requestHash === requestHash) return kept;
  const message =
    "This Idempotency-Key was sent with another request. Take a new key for this one.";
  throw new AppError("invalid", message, { fields: [{ path: "Idempotency-Key", message }] });
}
