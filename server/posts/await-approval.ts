import { inArray, sql } from "drizzle-orm";
import { needsApproval } from "@/server/campaigns/approval-rule";
import {
  dropRejected,
  holdPosts,
  isUntouched,
  thawPosts,
} from "@/server/campaigns/settle-approvals";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { toJsonb } from "@/server/db/to-jsonb";
import type { PostRow } from "./claimed-post";
import { type Fact, toPostFact } from "./emit-facts";

/** Of the variant that a post would say. */
interface Standing {
  contentHash: string;
  approvedHash: string | null;
  rejectedHash: string | null;
  deletedAt: string | null;
}

/** What holds for one post: whether it needs an approval, and whether it may still say something else. */
interface Terms {
  isAsked: boolean;
  /** Nothing of it can be on the platform. */
  isUntouched: boolean;
  /** Null: its content is no variant's, or no longer. */
  standing: Standing | null;
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
  const terms = await lockTerms(tx, filled);
  const refused = filled.filter((post) => {
    const own = terms.get(post.id);
    return !own || !mayGo(post, own);
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
  const terms = await lockTerms(tx, frozen);
  const isOld = (post: PostRow) => {
    const own = terms.get(post.id);
    return own?.isUntouched && !isCurrent(post, own.standing);
  };
  const old = new Set(frozen.filter(isOld).map((post) => post.id));
  await thawPosts(tx, [...old], now);
  const empty = { variantId: null, content: null, contentHash: null };
  return due.map((post) => (old.has(post.id) ? { ...post, ...empty } : post));
}

const isCurrent = (post: PostRow, standing: Standing | null): boolean =>
  standing?.deletedAt === null && standing.contentHash === post.contentHash;

function mayGo(post: PostRow, { isAsked, isUntouched, standing }: Terms): boolean {
  const { contentHash } = post;
  if (post.ownContent) return !isAsked || post.approvedHash === contentHash;
  if (!standing) return !isAsked;
  if (standing.rejectedHash !== null && standing.rejectedHash === contentHash) return false;
  const isUnchanged = isCurrent(post, standing);
  // Chosen a moment ago and edited since: the next look chooses again.
  if (isUntouched && !isUnchanged) return false;
  return !isAsked || (isUnchanged && standing.approvedHash === contentHash);
}

/** Variants are locked in one order for all, and shared: who edits one of them waits until the claim is done. */
async function lockTerms(tx: Tx, rows: readonly PostRow[]): Promise<Map<string, Terms>> {
  const asked = rows.map(({ id, variantId }) => ({ id, variant: variantId }));
  const { rows: found } = (await tx.execute(sql`${PREPARED}
    with asked as materialized (
      select * from jsonb_to_recordset(${toJsonb(asked)}) as r(id uuid, variant uuid)),
    standing as materialized (
      select id, content_hash as "contentHash", approved_hash as "approvedHash",
        rejected_hash as "rejectedHash", deleted_at as "deletedAt"
      from variants where id = any(array(select variant from asked)) order by id for share)
    select ${posts.id} as id, ${needsApproval} as "isAsked", ${isUntouched} as "isUntouched",
      to_jsonb(standing) as standing
    from asked join ${posts} on ${posts.id} = asked.id
    join ${workspaces} on ${workspaces.id} = ${posts.workspaceId}
    left join ${campaigns} on ${campaigns.id} = ${posts.campaignId}
    left join standing on standing.id = asked.variant`)) as unknown as {
    rows: (Terms & { id: string })[];
  };
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
