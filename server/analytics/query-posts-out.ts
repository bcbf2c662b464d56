import { type SQL, sql } from "drizzle-orm";
import type { PostMark } from "@/lib/contracts/analytics";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { endOf, type ResultsScope, type ResultsWindow } from "./results-scope";
import { matches } from "./rollup-rows";

const MOST_MARKS = 300;
const TITLE_LENGTH = 80;

export type PostsOut = {
  platform: Platform;
  accountId: string;
  campaignId: string | null;
  /** Null where only accounts and campaigns are told apart. */
  variantId: string | null;
  sandbox: boolean;
  posts: number;
};

/** Posts in view that went out in the window, of either world; `p` is their table. */
export const wentOut = (scope: ResultsScope, { from }: ResultsWindow, to: Date): SQL => sql`
  ${matches(scope, "p")} and p.published_at is not null and p.visibility is distinct from 'draft'
  ${from ? sql`and p.published_at >= ${from.toISOString()}::timestamptz` : sql``}
  and p.published_at < ${to.toISOString()}::timestamptz`;

/** Only accounts of the world that is shown; `p` is the table of posts. */
export const inWorld = ({
  workspaceId,
  sandbox,
}: Pick<ResultsScope, "workspaceId" | "sandbox">): SQL => sql`
  p.account_id in (select w.id from social_accounts w
    where w.workspace_id = ${workspaceId}::uuid and w.sandbox = ${sandbox})`;

/** How many posts went out, by account and campaign, and by variant where campaigns are asked for. */
export async function queryPostsOut(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
  withVariants: boolean,
): Promise<PostsOut[]> {
  const variant = withVariants ? sql`p.variant_id` : sql`null::uuid`;
  const { rows } = await tx.execute<PostsOut>(sql`
    select a.platform, o.account_id as "accountId", o.campaign_id as "campaignId",
      o.variant_id as "variantId", a.sandbox, o.posts
    from (
      select p.account_id, p.campaign_id, ${variant} as variant_id, count(*)::int as posts
      from posts p where ${wentOut(scope, window, endOf(window, scope.now))}
      group by 1, 2, 3) o
    join social_accounts a on a.id = o.account_id`);
  return rows;
}

type MarkRow = { postId: string; at: number; platform: Platform; title: string };

/** The newest that went out, oldest first. */
export async function readMarks(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
): Promise<PostMark[]> {
  const { rows } = await tx.execute<MarkRow>(sql`
    select p.id as "postId", (extract(epoch from p.published_at) * 1000)::float8 as at, p.platform,
      left(coalesce(nullif(p.content ->> 'title', ''), p.content ->> 'text', ''),
        ${TITLE_LENGTH}::int) as title
    from posts p
    where ${wentOut(scope, window, endOf(window, scope.now))} and ${inWorld(scope)}
    order by p.published_at desc, p.id desc limit ${MOST_MARKS}::int`);
  return rows.reverse().map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
