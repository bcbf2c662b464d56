import type { FigureRows } from "@/components/analytics/figure-rows";
import { inFigures, orUnknown } from "@/components/analytics/figures-in-words";
import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import type { LeaderSort } from "@/components/analytics/use-figures";
import type { Leader } from "@/lib/contracts/analytics";
import { inPercent } from "@/lib/domain/percent-words";
import { catalog } from "@/lib/platforms/catalog";

export const LEADER_SORT_OPTIONS: readonly { value: LeaderSort; label: string }[] = [
  { value: "engagements", label: "Interactions" },
  { value: "views", label: "Views" },
  { value: "clicks", label: "Clicks" },
  { value: "conversions", label: "Conversions" },
  { value: "rate", label: METRIC_MEANINGS.engagementRate.name },
];

/** What stands for a post in a line: its title, its words, or that it has none. */
export const titleOf = ({ title, text }: Pick<Leader, "title" | "text">) =>
  title?.trim() || text.trim() || "A post without words";

/** The figure that the list is sorted by. */
export function figureOf(leader: Leader, sort: LeaderSort): string {
  if (sort === "rate") return inPercent(leader.rate);
  if (sort === "engagements") return inFigures(leader.engagements);
  return orUnknown(leader.counts[sort]);
}

export const leaderRows = (leaders: readonly Leader[]): FigureRows => [
  [
    ...["Platform", "Account", "Campaign", "Variant", "Went out (UTC)", "Text", "Link"],
    ...["Views", "Interactions", "Likes", "Comments", "Shares", "Clicks", "Saves"],
    ...["Conversions", "Engagement rate"],
  ],
  ...leaders.map((leader) => {
    const { counts, variant } = leader;
    return [
      catalog[leader.platform].label,
      leader.accountHandle,
      leader.campaignName,
      variant ? `${variant.letter}: ${variant.label}` : null,
      leader.publishedAt,
      [leader.title, leader.text].filter(Boolean).join("\n"),
      leader.permalink,
      counts.views,
      leader.engagements,
      ...[counts.likes, counts.comments, counts.shares, counts.clicks, counts.saves],
      ...[counts.conversions, leader.rate],
    ];
  }),
];
