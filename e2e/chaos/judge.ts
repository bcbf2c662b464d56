import { and, inArray, lte, sql } from "drizzle-orm";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "@/server/runtime";
import type { LedgerEntry } from "@/server/sandbox/ledger";

export interface Verdict {
  due: number;
  published: number;
  /** On the platform more often than once. */
  duplicates: number;
  /** Out, though we say that it is not, or neither out nor in a state that says why. */
  lost: number;
  /** Said to be out, though the platform has nothing of the kind. */
  unproved: number;
  parked: number;
  failed: number;
  skipped: number;
}

/** Compares what the other side wrote down with what we say of each post that was due. */
export async function judge(runtime: Runtime, ledger: readonly LedgerEntry[]): Promise<Verdict> {
  const rows = await runtime.database.db
    .select()
    .from(posts)
    .where(lte(posts.dueAt, runtime.clock.now()));
  const of = (...statuses: string[]) => rows.filter((row) => statuses.includes(row.status));
  const there = new Set(ledger.map((entry) => entry.externalId));
  const published = of("published");
  const claimed = new Set(published.map((row) => row.externalId ?? ""));
  const unproved = published.filter((row) => !there.has(row.externalId ?? ""));
  const shared = published.length - claimed.size;
  const orphans = ledger.filter((entry) => !claimed.has(entry.externalId));
  const parked = of("parked", "unknown", "pending");
  const ended = of("published", "parked", "failed", "skipped", "blocked");
  const silent = ended.filter((row) => row.status !== "published" && !row.problem);
  return {
    due: rows.length,
    published: published.length,
    duplicates: Math.max(0, orphans.length - parked.length) + shared,
    lost: rows.length - ended.length + silent.length,
    unproved: unproved.length,
    parked: parked.length,
    failed: of("failed", "blocked").length,
    skipped: of("skipped").length,
  };
}

/** How many posts that are due are not settled yet. */
export async function countOpen(runtime: Runtime): Promise<number> {
  const [row] = await runtime.database.db
    .select({ count: sql<number>`count(*)::int` })
    .from(posts)
    .where(
      and(
        lte(posts.dueAt, runtime.clock.now()),
        inArray(posts.status, ["queued", "publishing", "pending", "unknown"]),
      ),
    );
  return row?.count ?? 0;
}
