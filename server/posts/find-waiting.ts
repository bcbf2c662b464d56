import { and, desc, eq, inArray } from "drizzle-orm";
import type { PostDetail, PostView } from "@/lib/contracts/posts";
import { MAX_TRIES } from "@/lib/domain/publish-outcome";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { auditLog } from "@/server/db/schema/facts";
import { posts } from "@/server/db/schema/posts";
import { findSpentUntil } from "@/server/limits/budgets";
import { findCircuit } from "@/server/limits/circuit";

type Waiting = NonNullable<PostDetail["waiting"]>;

/**
 * Why a post whose time has come is not on its way, and until when. What holds it is read as it is
 * now: the words that were stored with the post tell how things were at the last try.
 */
export async function findWaiting(
  reader: Reader,
  ctx: Ctx,
  view: PostView,
): Promise<PostDetail["waiting"]> {
  const isDoubtful = view.status === "pending" || view.status === "unknown";
  if (view.held || !(isDoubtful || view.status === "queued")) return null;
  const [row] = await reader
    .select({ post: posts, account: socialAccounts })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(and(eq(posts.id, view.id), eq(posts.workspaceId, ctx.workspaceId)));
  const now = ctx.now();
  if (!row || row.post.dueAt > now) return null;
  const { post, account } = row;
  const wait = (kind: Waiting["kind"], until: Date | null, more: Partial<Waiting> = {}) => ({
    ...{ kind, until: until?.toISOString() ?? null, since: null, asOf: now.toISOString() },
    ...{ nth: null, tries: null, ...more },
  });
  const circuit = await findCircuit(reader, account);
  if (circuit && circuit.state !== "closed")
    return wait("platform", circuit.nextProbeAt, {
      since: circuit.openedAt?.toISOString() ?? null,
    });
  if (account.restUntil && account.restUntil > now) return wait("rest", account.restUntil);
  if (isDoubtful) return wait("look", post.nextAt);
  const spentUntil = await findSpentUntil(reader, account, "publish", now);
  if (spentUntil) return wait("limit", spentUntil);
  if (post.nextAt <= now) return null;
  if (post.problemCode === "min_gap") return wait("gap", post.nextAt);
  if (post.problemCode === "daily_cap") return wait("daily_cap", post.nextAt);
  if (post.attempt === 0) return null;
  const nth = post.attempt + 1;
  return wait("retry", post.nextAt, nth <= MAX_TRIES ? { nth, tries: MAX_TRIES } : {});
}

/** Who took it off its platform and when; nobody of ours where it was found gone. */
export async function findRemoval(
  reader: Reader,
  ctx: Ctx,
  { id, status }: PostView,
): Promise<PostDetail["removed"]> {
  if (status !== "deleted") return null;
  const [entry] = await reader
    .select({ at: auditLog.at, action: auditLog.action, who: auditLog.actorName })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.workspaceId, ctx.workspaceId),
        eq(auditLog.subjectType, "post"),
        eq(auditLog.subjectId, id),
        inArray(auditLog.action, ["post.removed", "post.found_gone"]),
      ),
    )
    .orderBy(desc(auditLog.at))
    .limit(1);
  if (!entry) return null;
  return { at: entry.at.toISOString(), by: entry.action === "post.removed" ? entry.who : null };
}
