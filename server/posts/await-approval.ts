import { asc, eq, inArray } from "drizzle-orm";
import { needsApproval } from "@/server/campaigns/approval-rule";
import {
  dropRejected,
  holdPosts,
  isUntouched,
  thawPosts,
} from "@/server/campaigns/settle-approvals";
import type { Tx } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import type { PostRow } from "./claimed-post";
import { type Fact, toPostFact } from "./emit-facts";

type Standing = Pick<
  typeof variants.$inferSelect,
  "id" | "contentHash" | "approvedHash" | "rejectedHash" | "deletedAt"
>;

/** What holds for one post: whether it needs an approval, and whether it may still say something else. */
interface Terms {
  isAsked: boolean;
  /** Nothing of it can be on the platform. */
  isUntouched: boolean;
}

/**
 * The last look before a claim takes posts: `filled` are locked and hold what each would say. Their
 * variants stay as they are until this transaction ends, so that an edit, or an approval taken back, is
 * seen here or comes after the claim. What may not go is not in `open`.
 */
export async function holdUnapproved(
  tx: Tx,
  filled: readonly PostRow[],
  now: Date,
): Promise<{ open: PostRow[]; facts: Fact[] }> {
  if (filled.length === 0) return { open: [], facts: [] };
  const standings = await lockVariants(tx, filled);
  const terms = await readTerms(tx, filled);
  const refused = filled.filter((post) => {
    const own = terms.get(post.id);
    return !own || !mayGo(post, standings, own);
  });
  if (refused.length === 0) return { open: [...filled], facts: [] };
  const { facts } = await awaitApproval(tx, refused, now);
  return { open: filled.filter((post) => !refused.includes(post)), facts };
}

/**
 * What is tried again goes out as its variant is by now: where that was edited or deleted since the
 * last try, and nothing of that can be on the platform, the slot is empty again.
 */
export async function dropOldForms(tx: Tx, due: readonly PostRow[], now: Date): Promise<PostRow[]> {
  const frozen = due.filter((post) => post.content && post.variantId && !post.ownContent);
  if (frozen.length === 0) return [...due];
  const standings = await lockVariants(tx, frozen);
  const terms = await readTerms(tx, frozen);
  const old = new Set(
    frozen
      .filter((post) => terms.get(post.id)?.isUntouched && !isCurrent(post, standings))
      .map((post) => post.id),
  );
  await thawPosts(tx, [...old], now);
  const empty = { variantId: null, content: null, contentHash: null };
  return due.map((post) => (old.has(post.id) ? { ...post, ...empty } : post));
}

function isCurrent(post: PostRow, standings: ReadonlyMap<string, Standing>): boolean {
  const standing = standings.get(post.variantId ?? "");
  return standing?.deletedAt === null && standing.contentHash === post.contentHash;
}

function mayGo(
  post: PostRow,
  standings: ReadonlyMap<string, Standing>,
  { isAsked, isUntouched }: Terms,
): boolean {
  const { contentHash } = post;
  if (post.ownContent) return !isAsked || post.approvedHash === contentHash;
  const standing = standings.get(post.variantId ?? "");
  if (!standing) return !isAsked;
  if (standing.rejectedHash !== null && standing.rejectedHash === contentHash) return false;
  const isUnchanged = isCurrent(post, standings);
  // Chosen a moment ago and edited since: the next look chooses again.
  if (isUntouched && !isUnchanged) return false;
  return !isAsked || (isUnchanged && standing.approvedHash === contentHash);
}

/** In one order for all, and shared: who edits one of them waits until the claim is done. */
async function lockVariants(tx: Tx, rows: readonly PostRow[]): Promise<Map<string, Standing>> {
  const ids = [...new Set(rows.flatMap((post) => post.variantId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await tx
    .select({
      id: variants.id,
      contentHash: variants.contentHash,
      approvedHash: variants.approvedHash,
      rejectedHash: variants.rejectedHash,
      deletedAt: variants.deletedAt,
    })
    .from(variants)
    .where(inArray(variants.id, ids))
    .orderBy(asc(variants.id))
    .for("share");
  return new Map(found.map((row) => [row.id, row]));
}

async function readTerms(tx: Tx, rows: readonly PostRow[]): Promise<Map<string, Terms>> {
  const found = await tx
    .select({ id: posts.id, isAsked: needsApproval, isUntouched })
    .from(posts)
    .innerJoin(workspaces, eq(workspaces.id, posts.workspaceId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(
      inArray(
        posts.id,
        rows.map((post) => post.id),
      ),
    );
  return new Map(found.map(({ id, ...own }) => [id, own]));
}

/**
 * Queued posts for which nothing approved was found go back to wait for an approval, with words that
 * say so. `waiting` are those that something else keeps.
 */
export async function awaitApproval(
  tx: Tx,
  refused: readonly PostRow[],
  now: Date,
): Promise<{ waiting: PostRow[]; facts: Fact[] }> {
  if (refused.length === 0) return { waiting: [], facts: [] };
  const ids = refused.map((post) => post.id);
  const held = await holdPosts(tx, inArray(posts.id, ids), now);
  const dropped = await dropRejected(tx, inArray(posts.id, ids), now);
  const moved = new Map([...held, ...dropped].map((post) => [post.id, post]));
  return {
    waiting: refused.filter((post) => moved.get(post.id)?.status !== "awaiting_approval"),
    facts: [...moved.values()].map((post) =>
      toPostFact("post.changed", post, { status: post.status }),
    ),
  };
}
