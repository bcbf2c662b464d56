import { sql } from "drizzle-orm";
import type { PostCurveView } from "@/lib/contracts/analytics";
import { engagementsIn } from "@/lib/domain/metrics";
import { CURVE_AGES, FEWEST_USUAL, quantile, valueAtAge } from "@/lib/domain/post-curve";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import { isKnownCount } from "@/lib/platforms/told-bits";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { toUuids } from "@/server/db/uuid";
import { notFound } from "@/server/errors";
import { postTold } from "./note-told";

const HOUR_MS = 3_600_000;
/** The newest others of the account. */
const OTHERS = 60;
// The middle eight of ten posts.
const LOW = 0.1;
const HIGH = 0.9;

type Placed = { id: string; accountId: string; publishedAt: number | null };
type Post = Placed & { platform: Platform; told: number };

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
        const none = { points: [], usual: null, usualPosts: 0 };
        return { postId, publishedAt: null, told: toTold(post), ...none };
      }
      const readings = await readReadings(tx, ctx, [postId]);
      const points = readings.map(({ at, views, engagements, clicks }) => ({
        ageHours: Math.max(0, at - publishedAt) / HOUR_MS,
        ...{ views, engagements, clicks },
      }));
      const age = (ctx.now().getTime() - publishedAt) / HOUR_MS;
      const usual = await readUsual(tx, ctx, post, age);
      const at = new Date(publishedAt).toISOString();
      return { postId, publishedAt: at, told: toTold(post), points, ...usual };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

const toTold = ({ platform, told }: Post): PostCurveView["told"] => ({
  views: isKnownCount(catalog[platform], "views", told),
  clicks: isKnownCount(catalog[platform], "clicks", told),
});

async function readPost(tx: Tx, { workspaceId }: Ctx, postId: string): Promise<Post> {
  const { rows } = await tx.execute<Post>(sql`
    select p.id, p.account_id as "accountId", p.platform, (${postTold}) as told,
      (extract(epoch from p.published_at) * 1000)::float8 as "publishedAt"
    from posts p left join post_counts c on c.post_id = p.id
    where p.workspace_id = ${workspaceId}::uuid and p.id = ${postId}::uuid`);
  const [post] = rows;
  if (!post) throw notFound("post");
  return post;
}

/** At each age one reading within so much of it: a twentieth. Many may have been taken. */
const AGES_APART = 20;
const YOUNGEST_S = 300;

/** Counts as they stood after readings, in the order of time: of those at about one age, after the last. */
async function readReadings(tx: Tx, { workspaceId }: Ctx, ids: string[]): Promise<Reading[]> {
  const upTo = sql.raw("over (partition by r.post_id order by r.age)");
  const { rows } = await tx.execute<Reading>(sql`
    select r.post_id as "postId", (extract(epoch from r.at) * 1000)::float8 as at,
      (sum(r.views) ${upTo})::float8 as views,
      (sum(r.engagements) ${upTo})::float8 as engagements,
      (sum(r.clicks) ${upTo})::float8 as clicks
    from (
      select m.post_id, floor(${AGES_APART}::int * ln(greatest(1, extract(epoch from
          m.observed_at - p.published_at) / ${YOUNGEST_S}::int))) as age,
        max(m.observed_at) as at, sum(m.views) as views, sum(m.clicks) as clicks,
        sum(${sql.raw(engagementsIn("m"))}) as engagements
      from metrics m join posts p on p.id = m.post_id
      where m.workspace_id = ${workspaceId}::uuid and m.post_id = any(${toUuids(ids)})
      group by 1, 2) r
    order by r.at, r.age`);
  return rows;
}

/** Posts whose single readings were thinned out have no curve any more. */
async function readUsual(tx: Tx, ctx: Ctx, post: Post, ageHours: number) {
  const { rows: others } = await tx.execute<Placed>(sql`
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
    const values = old.flatMap(({ points }) => valueAtAge(points, at) ?? []);
    // At the first ages many may not have been read yet; of later ones fewer and fewer are as old.
    if (values.length < FEWEST_USUAL) continue;
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
