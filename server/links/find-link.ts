import { eq } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import { links } from "@/server/db/schema/links";
import { posts } from "@/server/db/schema/posts";
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

const FRESH_MS = 60_000;
const MOST_KEPT = 5_000;

const kept = new WeakMap<object, Map<string, Kept>>();

/** What is known is answered at once, and also while the database is away. Null: there is no such link. */
export async function findLink(
  runtime: Pick<Runtime, "database" | "clock" | "log">,
  code: string,
): Promise<FoundLink | null> {
  const known = kept.get(runtime) ?? new Map<string, Kept>();
  kept.set(runtime, known);
  const before = known.get(code);
  const nowMs = runtime.clock.now().getTime();
  if (before && nowMs - before.readAtMs < FRESH_MS) return before.link;
  try {
    const link = await readLink(runtime, code);
    known.delete(code);
    if (link) known.set(code, { link, readAtMs: nowMs });
    const [oldest] = known.keys();
    if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest);
    return link;
  } catch (err) {
    if (!before) throw err;
    runtime.log.warn({ err, code }, "a link is followed from memory");
    return before.link;
  }
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
