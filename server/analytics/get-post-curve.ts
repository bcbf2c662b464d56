import { sql } from "drizzle-orm";
import type { PostCurveView } from "@/lib/contracts/analytics";
import { CURVE_AGES, quantile, valueAtAge } from "@/lib/domain/post-curve";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { toUuids } from "@/server/db/uuid";
import { notFound } from "@/server/errors";

const HOUR_MS = 3_600_000;
/** The newest others of the account. */
const OTHERS = 60;
const FEWEST = 4;
// The middle eight of ten posts.
const LOW = 0.1;
const HIGH = 0.9;

type Post = { id: string; accountId: string; publishedAt: number | null };

type Reading = { postId: string; at: number; views: number; engagements: number; clicks: number };

/**
 * One post's counts by its age, beside the views that other posts of its account had at the same
 * ages. @throws `not_found` for a foreign post.
 */
export async function getPostCurve(ctx: Ctx, postId: string): Promise<PostCurveView> {
  return ctx.db.transaction(
    async (tx) => {
      const post = await readPost(tx, ctx, postId);
      const { publishedAt } = post;
      if (publishedAt === null) {
        return { postId, publishedAt: null, points: [], usual: null, usualPosts: 0 };
      }
      const readings = await readReadings(tx, ctx, [postId]);
      const points = readings.map(({ at, views, engagements, clicks }) => ({
        ageHours: Math.max(0, at - publishedAt) / HOUR_MS,
        ...{ views, engagements, clicks },
      }));
      const age = (ctx.now().getTime() - publishedAt) / HOUR_MS;
      const usual = await readUsual(tx, ctx, post, age);
      return { postId, publishedAt: new Date(publishedAt).toISOString(), points, ...usual };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function readPost(tx: Tx, { workspaceId }: Ctx, postId: string): Promise<Post> {
  const { rows } = await tx.execute<Post>(sql`
    select id, account_id as "accountId",
      (extract(epoch from published_at) * 1000)::float8 as "publishedAt"
    from posts where workspace_id = ${workspaceId}::uuid and id = ${postId}::uuid`);
  const [post] = rows;
  if (!post) throw notFound("post");
  return post;
}

/** Counts as they stood after each reading, in the order of time. */
async function readReadings(tx: Tx, { workspaceId }: Ctx, ids: string[]): Promise<Reading[]> {
  const upTo = "over (partition by m.post_id order by m.observed_at, m.id)";
  const { rows } = await tx.execute<Reading>(sql`
    select m.post_id as "postId", (extract(epoch from m.observed_at) * 1000)::float8 as at,
      (sum(m.views) ${sql.raw(upTo)})::float8 as views,
      (sum(m.likes + m.comments + m.shares + m.clicks + m.saves) ${sql.raw(upTo)})::float8
        as engagements,
      (sum(m.clicks) ${sql.raw(upTo)})::float8 as clicks
    from metrics m
    where m.workspace_id = ${workspaceId}::uuid and m.post_id = any(${toUuids(ids)})
    order by m.observed_at, m.id`);
  return rows;
}

/** Posts whose single readings were thinned out have no curve any more. */
async function readUsual(tx: Tx, ctx: Ctx, post: Post, ageHours: number) {
  const { rows: others } = await tx.execute<Post>(sql`
    select p.id, p.account_id as "accountId",
      (extract(epoch from p.published_at) * 1000)::float8 as "publishedAt"
    from posts p
    where p.workspace_id = ${ctx.workspaceId}::uuid and p.account_id = ${post.accountId}::uuid
      and p.id <> ${post.id}::uuid and p.published_at < ${ctx.now().toISOString()}::timestamptz
      and exists (select from post_counts c where c.post_id = p.id and c.first_at is not null)
      and not exists (select from metrics m where m.post_id = p.id and m.source = 'carried')
    order by p.due_at desc limit ${OTHERS}::int`);
  const readings = await readReadings(
    tx,
    ctx,
    others.map(({ id }) => id),
  );
  const byPost = Map.groupBy(readings, ({ postId }) => postId);
  const curves = others.flatMap(({ id, publishedAt }) => {
    if (publishedAt === null) return [];
    const points = (byPost.get(id) ?? []).map(({ at, views }) => ({
      ageHours: Math.max(0, at - publishedAt) / HOUR_MS,
      value: views,
    }));
    return [{ age: (ctx.now().getTime() - publishedAt) / HOUR_MS, points }];
  });
  const usual = [];
  for (const at of CURVE_AGES) {
    const old = curves.filter(({ age }) => age >= at);
    if (old.length < FEWEST) break;
    const values = old.map(({ points }) => valueAtAge(points, at));
    usual.push({
      ageHours: at,
      middle: quantile(values, 0.5),
      low: quantile(values, LOW),
      high: quantile(values, HIGH),
    });
    // One age beyond the post's own: where it is heading.
    if (at > ageHours) break;
  }
  return { usual: usual.length > 0 ? usual : null, usualPosts: curves.length };
}
