import { eq } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { listPostTimes, toFreeAt } from "./claim-gates";
import type { PostRow } from "./claimed-post";
import { type Fact, toPostFact } from "./emit-facts";

/** Of posts about to be taken: those whose format the platform takes no more of today wait until it does. */
export async function holdFullFormats(
  tx: Tx,
  chosen: readonly PostRow[],
  now: Date,
): Promise<{ open: PostRow[]; facts: Fact[] }> {
  const open: PostRow[] = [];
  const facts: Fact[] = [];
  for (const post of chosen) {
    const freeAt = await findFreeAt(tx, post, now);
    if (freeAt === null) {
      open.push(post);
      continue;
    }
    await keepWaiting(tx, post, freeAt);
    facts.push(toPostFact("post.changed", post, { status: "queued" }));
  }
  return { open, facts };
}

const formatOf = ({ platform }: PostRow, key: string | null | undefined) =>
  findFormat(catalog[platform as Platform], key ?? null);

/** When the account may post this format again; null: now. */
async function findFreeAt(tx: Tx, post: PostRow, now: Date): Promise<Date | null> {
  const { key, dailyPosts } = formatOf(post, post.content?.format);
  if (dailyPosts === undefined) return null;
  const done = (await listPostTimes(tx, [post.accountId], now)).get(post.accountId) ?? [];
  const same = done.filter(({ format }) => formatOf(post, format).key === key);
  return toFreeAt(same, dailyPosts);
}

async function keepWaiting(tx: Tx, post: PostRow, freeAt: Date): Promise<void> {
  const { label, dailyPosts } = formatOf(post, post.content?.format);
  const platform = catalog[post.platform as Platform].label;
  await tx
    .update(posts)
    .set({
      nextAt: freeAt,
      problemCode: "daily_cap",
      problem: `${platform} allows ${dailyPosts} posts of the kind “${label}” in 24 hours. This one goes out by itself when the first of them is a day old.`,
    })
    .where(eq(posts.id, post.id));
}
