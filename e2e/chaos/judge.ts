import { createHash } from "node:crypto";
import { asc, eq, lte } from "drizzle-orm";
import { socialAccounts } from "@/server/db/schema/accounts";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { toRecordKeys } from "@/server/platforms/bluesky/tid";
import type { Runtime } from "@/server/runtime";
import type { LedgerEntry } from "@/server/sandbox/ledger";

type PostRow = typeof posts.$inferSelect;
interface Row extends PostRow {
  /** The account's name on its platform. */
  profileId: string;
}

export interface Verdict {
  due: number;
  published: number;
  /** Times that something is on a platform beyond the once that was meant. */
  duplicates: number;
  /** Not out, and in no state that says why. */
  lost: number;
  parked: number;
  /** Out, though we say that it is not. */
  denied: number;
  /** Said to be out, though the platform has nothing of the kind. */
  unproved: number;
  failed: number;
  skipped: number;
}

export interface Judged {
  verdict: Verdict;
  /** How many ended so, by status and reason. */
  reasons: Record<string, number>;
  /** The story of each duplicate, a line each. */
  stories: string[];
}

const ENDED = ["published", "parked", "failed", "skipped", "blocked"];
const DENYING = ["failed", "skipped", "blocked", "canceled", "queued", "planned"];

/** Compares what the other side wrote down with what we say of each post that was due by then. */
export async function judge(
  runtime: Runtime,
  ledger: readonly LedgerEntry[],
  until: Date,
): Promise<Judged> {
  const found = await runtime.database.db
    .select({ post: posts, profileId: socialAccounts.externalId })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(lte(posts.slotAt, new Date(until.getTime() + 86_400_000)));
  const all: Row[] = found.map(({ post, profileId }) => ({ ...post, profileId }));
  const { copies, strangers } = matchLedger(ledger, all);
  const repeated = all.filter((row) => (copies.get(row.id)?.length ?? 0) > 1);
  const due = all.filter((row) => row.dueAt <= until);
  const countOf = (row: Row) => copies.get(row.id)?.length ?? 0;
  const of = (...statuses: string[]) => due.filter((row) => statuses.includes(row.status));
  const extra = all.reduce((sum, row) => sum + Math.max(0, countOf(row) - 1), 0);
  const silent = due.filter(
    (row) =>
      row.status !== "published" &&
      (!ENDED.includes(row.status) || !row.problem || !row.problemCode),
  );
  const isProved = (row: Row) =>
    copies.get(row.id)?.some((entry) => entry.externalId === row.externalId) ?? false;
  return {
    verdict: {
      due: due.length,
      published: of("published").length,
      duplicates: extra + strangers.length,
      lost: silent.length,
      parked: of("parked").length,
      denied: of(...DENYING).filter((row) => countOf(row) > 0).length,
      unproved: of("published").filter((row) => !isProved(row)).length,
      failed: of("failed", "blocked").length,
      skipped: of("skipped").length,
    },
    reasons: toReasons(due.filter((row) => row.status !== "published")),
    stories: [
      ...(await Promise.all(repeated.map((row) => tell(runtime, row, copies.get(row.id) ?? [])))),
      ...strangers.map((entry) => `nobody's: ${JSON.stringify(entry)}`),
    ],
  };
}

/** What the other side has of a post, and what we tried. */
async function tell(runtime: Runtime, row: Row, entries: readonly LedgerEntry[]): Promise<string> {
  const tries = await runtime.database.db
    .select()
    .from(postAttempts)
    .where(eq(postAttempts.postId, row.id))
    .orderBy(asc(postAttempts.startedAt));
  const told = tries.map(({ attempt, kind, outcome, code, startedAt, finishedAt }) => {
    const span = `${startedAt.toISOString()}..${finishedAt?.toISOString() ?? ""}`;
    return `${kind} ${attempt} ${span} ${outcome} ${code ?? ""}`;
  });
  const there = entries.map(({ at, externalId }) => `${at} ${externalId}`);
  return `${row.platform} ${row.id} is ${row.status}; there: ${there.join(", ")}; tried: ${told.join(", ")}`;
}

/** Whose each entry is; what is nobody's was never meant to be there. */
function matchLedger(ledger: readonly LedgerEntry[], rows: readonly Row[]) {
  const byMark = new Map(rows.flatMap((row) => toMarks(row).map((mark) => [mark, row.id])));
  const copies = new Map<string, LedgerEntry[]>();
  const strangers: LedgerEntry[] = [];
  for (const entry of ledger) {
    const marks = [`${entry.accountId} ${entry.contentHash}`, `${entry.accountId} ${keyOf(entry)}`];
    const id = marks.map((mark) => byMark.get(mark)).find((found) => found !== undefined);
    if (id === undefined) strangers.push(entry);
    else copies.set(id, [...(copies.get(id) ?? []), entry]);
  }
  return { copies, strangers };
}

/** The last part of an address is the record's key, where the client chooses it. */
const keyOf = ({ externalId }: LedgerEntry): string => externalId.split("/").at(-1) ?? "";

/** What a ledger's entry of this post is known by: its words where no other has them, or its key. */
function toMarks(row: Row): string[] {
  const { profileId, scheduleId, content, idempotencyKey, firstAttemptAt } = row;
  if (scheduleId === null) {
    const text = content?.text ?? "";
    // One platform counts the link, which is empty here, among the words.
    return [text, `${text}\u0000`].map((said) => `${profileId} ${sha256(said)}`);
  }
  if (!firstAttemptAt) return [];
  return toRecordKeys(idempotencyKey, firstAttemptAt, 1).map((key) => `${profileId} ${key}`);
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

function toReasons(rows: readonly Row[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { platform, status, problemCode } of rows) {
    const reason = `${platform} ${status} ${problemCode ?? "without a reason"}`;
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}
