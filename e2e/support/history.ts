import { randomUUID } from "node:crypto";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { queryDatabase } from "./database";
import type { Product } from "./product";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** 5 January 1970: the first Monday of all. */
const MONDAY_MS = 4 * DAY_MS;
/** Posts are compared by what was counted until 30 hours after they went out. */
const READ_AFTER_MS = 24 * HOUR_MS;
const INTERACTIONS_PER_VIEW = 0.04;

export interface History {
  workspaceId: string;
  accountId: string;
  weeks: number;
  /** Days of a week on which one post goes out; Monday is 0. */
  weekdays: readonly number[];
  /** Hours at which posts go out, each as often as the others. */
  hours: readonly number[];
  /** What of it all is due to the hour, as a logarithm; the rest is chance. */
  liking(weekday: number, hour: number): number;
  /** How far posts of one hour lie apart by chance, as a standard deviation of logarithms. */
  luck: number;
}

/**
 * A year of posts would take the product half an hour to publish, so they are written into its tables:
 * whole weeks up to the last one that ended two days ago, the same on whatever day this runs. What is
 * read is a year, so that at most fifty of them are.
 */
export async function writeHistory(
  product: Product,
  { now, behindUtcHours }: { now: number; behindUtcHours: number },
  { workspaceId, accountId, ...history }: History,
): Promise<number> {
  const behindMs = behindUtcHours * HOUR_MS;
  const here = now - behindMs - 2 * DAY_MS;
  const end = here - ((here - MONDAY_MS) % WEEK_MS) + behindMs;
  const rows = listPosts(history, end - history.weeks * WEEK_MS);
  const given = [workspaceId, accountId, JSON.stringify(rows)];
  await queryDatabase(
    product,
    `insert into posts (id, workspace_id, account_id, platform, slot_at, due_at, next_at, deadline_at,
       published_at, status, idempotency_key, external_id)
     select id, $1, $2, 'x', at, at, at, at, at, 'published', id::text, id::text
     from jsonb_to_recordset($3::jsonb) as row (id uuid, at timestamptz)`,
    given,
  );
  await queryDatabase(
    product,
    `insert into metrics (workspace_id, post_id, source, observed_at, views, likes)
     select $1, id, 'pull', "readAt", views, likes
     from jsonb_to_recordset($2::jsonb)
       as row (id uuid, "readAt" timestamptz, views integer, likes integer)`,
    [workspaceId, JSON.stringify(rows)],
  );
  return rows.length;
}

type Habit = Omit<History, "workspaceId" | "accountId">;

function listPosts({ weeks, weekdays, hours, liking, luck }: Habit, start: number) {
  const random = seededRandom(7);
  // Twelve draws less six: close to a normal one.
  const normal = () => Array.from({ length: 12 }, random).reduce((sum, each) => sum + each, -6);
  return Array.from({ length: weeks * weekdays.length }, (_, nth) => {
    const weekday = weekdays[nth % weekdays.length] ?? 0;
    const hour = hours[Math.floor(random() * hours.length)] ?? 0;
    const day = Math.floor(nth / weekdays.length) * 7 + weekday;
    const at = start + day * DAY_MS + hour * HOUR_MS + Math.floor(random() * HOUR_MS);
    const views = Math.round(1500 * Math.exp(0.4 * normal()));
    const rate = INTERACTIONS_PER_VIEW * Math.exp(liking(weekday, hour) + luck * normal());
    return {
      id: randomUUID(),
      at: new Date(at).toISOString(),
      readAt: new Date(at + READ_AFTER_MS).toISOString(),
      views,
      likes: Math.round(views * rate),
    };
  });
}
