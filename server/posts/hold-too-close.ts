import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { holdPosts, listPostTimes } from "./claim-gates";
import type { Fact } from "./emit-facts";
import type { Candidate } from "./lock-candidates";

const MINUTE_MS = 60_000;

/** Of a post `p`: a person wanted it out at that very moment, so it keeps no distance. */
export const isAskedNow: SQL = sql`(
  (p.schedule_id is null and p.created_at + interval '1 minute' >= p.due_at)
  or coalesce(p.overridden_at = p.due_at, false))`;

/**
 * Posts of one account keep the distance that the workspace asks for, also when they all came due
 * while nothing ran: each waits until the one before is old enough.
 */
export async function holdTooClose(
  tx: Tx,
  accounts: readonly Candidate[],
  due: SQL,
  now: Date,
): Promise<{ accounts: Candidate[]; facts: Fact[] }> {
  const spaced = accounts.filter(({ gapMinutes }) => gapMinutes > 0).map(({ id }) => id);
  const times = spaced.length > 0 ? await listPostTimes(tx, spaced, now) : new Map();
  const open: Candidate[] = [];
  const facts: Fact[] = [];
  for (const account of accounts) {
    const last = Math.max(...(times.get(account.id) ?? []).map(toTime));
    const freeAt = new Date(last + account.gapMinutes * MINUTE_MS);
    if (!(freeAt > now)) {
      open.push(account);
      continue;
    }
    if (account.askedNow) open.push(account);
    const hold = {
      which: sql`a.id = ${account.id}::uuid and not ${isAskedNow}`,
      until: freeAt,
      code: "min_gap",
      message: `Posts of this account keep ${account.gapMinutes} minutes apart. This one goes out by itself when the last one is that old.`,
    };
    facts.push(...(await holdPosts(tx, hold, due, now)));
  }
  return { accounts: open, facts };
}

const toTime = ({ at }: { at: Date }): number => at.getTime();
