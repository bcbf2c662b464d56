import type { Group, ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import { type ReportRow, ReportView } from "@/lib/contracts/reports";
import { catalog } from "@/lib/platforms/catalog";
import { getSummary } from "@/server/analytics/get-summary";
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
  return ReportView.parse({
    ...summary,
    workspace: name,
    filters: await describeFilters(ctx, query),
    ...toTables(summary),
  } satisfies ReportView);
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
