import type {
  Group,
  Leader,
  LeaderboardQuery,
  ResultsQuery,
  SummaryView,
} from "@/lib/contracts/analytics";
import { type ReportPost, type ReportRow, ReportView } from "@/lib/contracts/reports";
import { RANKS } from "@/lib/domain/rank-words";
import { firstWords } from "@/lib/domain/report-words";
import { catalog } from "@/lib/platforms/catalog";
import { getSummary } from "@/server/analytics/get-summary";
import { listLeaders } from "@/server/analytics/list-leaders";
import type { Ctx } from "@/server/context";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { describeFilters } from "./describe-filters";

/**
 * The summary with names for ids. @param world the one the report was made for; left out, the one that
 * the workspace shows. @throws `not_found` for a foreign campaign.
 */
export async function readReport(
  ctx: Ctx,
  query: ResultsQuery,
  world: { sandbox?: boolean } = {},
): Promise<ReportView> {
  const summary = await getSummary(ctx, query, world);
  const { name } = await getWorkspace(ctx);
  const { sandbox, goal } = summary;
  return ReportView.parse({
    ...summary,
    workspace: name,
    filters: await describeFilters(ctx, query),
    best: await readBest(ctx, { ...query, sort: RANKS[goal], limit: MOST_POSTS }, sandbox),
    ...toTables(summary),
  } satisfies ReportView);
}

const MOST_POSTS = 5;
const MOST_LETTERS = 240;

async function readBest(
  ctx: Ctx,
  query: LeaderboardQuery,
  sandbox: boolean,
): Promise<ReportPost[]> {
  const { items } = await listLeaders(ctx, query, { sandbox });
  const counted = items.filter(({ counts, engagements }) => engagements > 0 || counts.views);
  return counted.map(({ counts, ...post }) => ({
    platform: post.platform,
    account: post.accountHandle,
    letter: post.variant?.letter ?? null,
    text: firstWords(wordsOf(post), MOST_LETTERS),
    publishedAt: post.publishedAt,
    views: counts.views,
    engagements: post.engagements,
    clicks: counts.clicks,
  }));
}

/** Many a text begins with its title. */
function wordsOf({ title, text }: Pick<Leader, "title" | "text">): string {
  const head = title?.trim();
  return !head || text.trim().startsWith(head) ? text : [head, text].filter(Boolean).join(". ");
}

function toTables(summary: SummaryView) {
  const row = (
    group: Group,
    names: Pick<ReportRow, "platform" | "letter" | "name">,
  ): ReportRow => ({
    ...names,
    posts: group.posts,
    counts: group.counts,
    rate: group.rate,
  });
  const none = { platform: null, letter: null };
  return {
    platforms: summary.platforms.map((each) =>
      row(each, { ...none, platform: each.platform, name: catalog[each.platform].label }),
    ),
    accounts: summary.accounts.map((each) =>
      row(each, { ...none, platform: each.platform, name: each.handle }),
    ),
    campaigns: summary.campaigns.map((each) => row(each, { ...none, name: each.name })),
    variants: summary.variants.map((each) =>
      row(each, { platform: each.platform, letter: each.letter, name: each.label }),
    ),
  };
}
