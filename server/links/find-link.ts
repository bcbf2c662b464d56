import { eq } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import { links } from "@/server/db/schema/links";
import { posts } from "@/server/db/schema/posts";
import { assertRateLeft, type Limit, limitRate } from "@/server/http/rate-limit";
import type { Runtime } from "@/server/runtime";

export interface FoundLink {
  workspaceId: string;
  postId: string;
  platform: Platform;
  target: string;
}

interface Kept {
  link: FoundLink;
  readAtMs: number;
}

interface Memory {
  known: Map<string, Kept>;
  /** When each code was looked for in vain. Apart, so that made-up codes push out no real one. */
  missing: Map<string, number>;
}

const FRESH_MS = 60_000;
const MISSING_MS = 10_000;
const MOST_KEPT = 5_000;

const memories = new WeakMap<object, Memory>();

/** Who looks for links that do not exist asks the database no more than this. */
const MISSES: Limit = { max: 60, windowMs: 60_000 };

/**
 * What is known is answered at once, and also while the database is away. Null: there is no such link.
 * @throws AppError `too_many` where this address has looked for many that do not exist.
 */
export async function findLink(
  runtime: Pick<Runtime, "database" | "clock" | "log">,
  { code, address }: { code: string; address: string },
): Promise<FoundLink | null> {
  const memory = memories.get(runtime) ?? { known: new Map(), missing: new Map() };
  memories.set(runtime, memory);
  const { known, missing } = memory;
  const before = known.get(code);
  const nowMs = runtime.clock.now().getTime();
  if (before && nowMs - before.readAtMs < FRESH_MS) return before.link;
  if (nowMs - (missing.get(code) ?? Number.NEGATIVE_INFINITY) < MISSING_MS) return null;
  if (!before) assertRateLeft(`link-missing:${address}`, MISSES);
  let link: FoundLink | null;
  try {
    link = await readLink(runtime, code);
  } catch (err) {
    if (!before) throw err;
    runtime.log.warn({ err, code }, "a link is followed from memory");
    return before.link;
  }
  known.delete(code);
  missing.delete(code);
  if (link) {
    keep(known, code, { link, readAtMs: nowMs });
    return link;
  }
  keep(missing, code, nowMs);
  limitRate(`link-missing:${address}`, MISSES);
  return null;
}

function keep<T>(memory: Map<string, T>, code: string, value: T): void {
  memory.set(code, value);
  const [oldest] = memory.keys();
  if (memory.size > MOST_KEPT && oldest !== undefined) memory.delete(oldest);
}

async function readLink(
  { database }: Pick<Runtime, "database">,
  code: string,
): Promise<FoundLink | null> {
  const { workspaceId, postId, target } = links;
  const [row] = await database.db
    .select({ workspaceId, postId, target, platform: posts.platform })
    .from(links)
    .innerJoin(posts, eq(posts.id, links.postId))
    .where(eq(links.code, code));
  return row ? { ...row, platform: row.platform as Platform } : null;
}
