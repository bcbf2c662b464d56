import type { SummaryView } from "@/lib/contracts/analytics";
import type { Goal } from "@/lib/domain/metrics";
import { groupResults, poolContest, type ResultCell } from "./group-results";
import type { CampaignName, VariantName } from "./read-names";

const MOST_CAMPAIGNS = 200;
const MOST_VARIANTS = 500;

export interface Names {
  campaigns: ReadonlyMap<string, CampaignName>;
  variants: ReadonlyMap<string, VariantName>;
  handles: ReadonlyMap<string, string>;
}

interface Group {
  counts: { views: number | null };
}

const byViews = <T extends Group>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (b.counts.views ?? 0) - (a.counts.views ?? 0));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function toPlatforms(goal: Goal, cells: readonly ResultCell[]): SummaryView["platforms"] {
  return [...Map.groupBy(cells, ({ platform }) => platform)]
    .toSorted(([a], [b]) => compare(a, b))
    .map(([platform, own]) => ({ platform, ...groupResults(goal, own) }));
}

export function toAccounts(
  goal: Goal,
  cells: readonly ResultCell[],
  { handles }: Names,
): SummaryView["accounts"] {
  const groups = [...Map.groupBy(cells, ({ accountId }) => accountId)];
  const rows = groups.flatMap(([accountId, own]) => {
    const platform = own[0]?.platform;
    if (accountId === null || !platform) return [];
    const handle = handles.get(accountId) ?? "";
    return [{ accountId, platform, handle, ...groupResults(goal, own) }];
  });
  return byViews(rows);
}

/** Each campaign by its own goal. */
export function toCampaigns(
  goal: Goal,
  cells: readonly ResultCell[],
  { campaigns }: Names,
): { campaigns: SummaryView["campaigns"]; leftOut: number } {
  const groups = Map.groupBy(cells, ({ campaignId }) => campaignId);
  const rows = byViews(
    [...groups].map(([campaignId, own]) => {
      const known = campaignId === null ? undefined : campaigns.get(campaignId);
      return {
        campaignId,
        name: known?.name ?? "Without a campaign",
        ...groupResults(known?.objective ?? goal, own),
      };
    }),
  );
  return {
    campaigns: rows.slice(0, MOST_CAMPAIGNS),
    leftOut: Math.max(0, rows.length - MOST_CAMPAIGNS),
  };
}

const contestOf = ({ campaignId, platform }: ResultCell): string => `${campaignId} ${platform}`;

/** Of cells that each are one variant's, in the order of campaign, platform and letter. */
export function toVariants(
  goal: Goal,
  cells: readonly ResultCell[],
  { campaigns, variants }: Names,
): SummaryView["variants"] {
  const contests = Map.groupBy(cells, contestOf);
  const goalOf = (id: string | null) => (id ? campaigns.get(id)?.objective : undefined) ?? goal;
  const placeOf = (cell: ResultCell): string => {
    const letter = variants.get(cell.variantId ?? "")?.letter ?? "~";
    return `${cell.campaignId} ${cell.platform} ${letter} ${cell.variantId}`;
  };
  return cells
    .toSorted((a, b) => compare(placeOf(a), placeOf(b)))
    .slice(0, MOST_VARIANTS)
    .map((cell) => {
      const { campaignId, platform, variantId } = cell;
      const name = variantId === null ? undefined : variants.get(variantId);
      const own = goalOf(campaignId);
      const pooled = poolContest(own, contests.get(contestOf(cell)) ?? []);
      return {
        ...{ campaignId, platform, variantId },
        letter: name?.letter ?? null,
        label: name?.label ?? "Without a variant",
        ...groupResults(own, [cell], pooled),
      };
    });
}
