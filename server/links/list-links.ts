import { and, desc, eq, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { LinkList, LinksQuery, LinkView } from "@/lib/contracts/links";
import { armLetter } from "@/lib/domain/arm-letter";
import { toShortUrl } from "@/lib/domain/short-links";
import { writtenHandle } from "@/lib/domain/written-handle";
import { authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { variants } from "@/server/db/schema/campaigns";
import { links } from "@/server/db/schema/links";
import { posts } from "@/server/db/schema/posts";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

const MOST = 500;

/** The short links of a post, or of what went out of a campaign in the world that is shown; most clicked first. */
export async function listLinks(ctx: Ctx, query: LinksQuery): Promise<LinkList> {
  const { postId, campaignId } = query;
  const where: (SQL | undefined)[] = [eq(links.workspaceId, ctx.workspaceId), isInPost];
  if (postId) where.push(eq(links.postId, postId));
  if (campaignId) {
    const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
    where.push(
      eq(links.campaignId, campaignId),
      eq(socialAccounts.sandbox, sandbox),
      or(isNotNull(posts.publishedAt), sql`${links.clicks} > 0`),
    );
  }
  const rows = await selectLinks(ctx)
    .where(and(...where))
    .orderBy(desc(links.clicks), desc(links.conversions), desc(posts.publishedAt), links.code)
    .limit(MOST);
  const total = rows[0]?.total ?? 0;
  return {
    items: rows.map((row) => toView(ctx.runtime.env.APP_URL, row)),
    leftOut: total - rows.length,
  };
}

/** One that was made for words which were never sent is no link of its post any more. */
const isInPost = sql`${posts.links} -> 'items' @> jsonb_build_array(jsonb_build_object('url', ${links.url}))`;

const selectLinks = (ctx: Ctx) =>
  ctx.db
    .select({
      link: links,
      platform: posts.platform,
      publishedAt: posts.publishedAt,
      handle: socialAccounts.handle,
      ordinal: variants.ordinal,
      label: variants.label,
      total: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(links)
    .innerJoin(posts, eq(posts.id, links.postId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(variants, eq(variants.id, posts.variantId));

type Row = Awaited<ReturnType<typeof selectLinks>>[number];

function toView(appUrl: string, { link, ordinal, label, ...row }: Row): LinkView {
  const platform = row.platform as Platform;
  const { code, url, target, postId, clicks, conversions, value } = link;
  return {
    ...{ code, url, target, postId, clicks, conversions, value, platform },
    short: toShortUrl(appUrl, code),
    accountHandle: writtenHandle(platform, row.handle),
    variant: ordinal === null ? null : { letter: armLetter(ordinal), label: label ?? "" },
    publishedAt: row.publishedAt?.toISOString() ?? null,
    lastClickAt: link.lastClickAt?.toISOString() ?? null,
    platformCounts: authorityOf(catalog[platform], "clicks", true) !== "link",
  };
}
