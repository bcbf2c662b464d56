import type { Group, ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import type { ResultChange, ResultsChanged } from "@/lib/contracts/results-change";
import type { ResultsPatch } from "@/lib/contracts/results-patch";
import { type Counts, engagementsOf } from "@/lib/domain/metrics";
import { rateOf, shareOf } from "@/lib/domain/rate-of";
import { toKpis } from "@/lib/domain/summary-kpis";
import { METRIC_NAMES } from "@/lib/platforms/entry";

interface Change extends ResultChange {
  campaignId: string | null;
}

/** With what its platform tells in this view: the rest is unknown, and no zero. */
interface KnownChange extends Change {
  known: Partial<Counts>;
}

/**
 * The results with what came in since added: the numbers that fetching them anew would bring. Ranges
 * of rates rest on the views of each post, and follow with the next fetch. "refetch": what changed
 * can't be told from here, as the name of a campaign that had no results before.
 */
export function applyResults(
  view: SummaryView,
  query: ResultsQuery,
  patch: ResultsPatch,
): SummaryView | "refetch" {
  if (patch.toSeq <= view.seq) return view;
  if (patch.refetch || patch.fromSeq <= view.seq) return "refetch";
  const wanted = patch.changed.filter(({ sandbox }) => sandbox === view.sandbox);
  if (query.tag && wanted.some((fact) => !isListed(view, fact))) return "refetch";
  const changes = wanted.flatMap((fact) => selectChanges(fact, query));
  if (changes.some((change) => !isPlaced(view, query, change))) return "refetch";
  if (changes.some((change) => isFirstTold(view, change))) return "refetch";
  const inWindow = changes
    .filter((change) => isIn(view, query, change))
    .map((change) => ({ ...change, known: toKnown(view, change) }));
  return addChanges({ ...view, seq: patch.toSeq }, inWindow, patch.at);
}

const isListed = (view: SummaryView, { campaignId }: ResultsChanged) =>
  view.campaigns.some((each) => each.campaignId === campaignId);

const allows = (list: readonly string[] | undefined, value: string | null): boolean =>
  !list || (value !== null && list.includes(value));

/** What the query asks for. */
function selectChanges({ campaignId, changes }: ResultsChanged, query: ResultsQuery): Change[] {
  if (!allows(query.campaignId, campaignId)) return [];
  const own = changes.filter(
    ({ platform, accountId, variantId }) =>
      allows(query.platform, platform) &&
      allows(query.accountId, accountId) &&
      allows(query.variantId, variantId),
  );
  return own.map((change) => ({ ...change, campaignId }));
}

/** Whose untold counts are no zeros, so that its clicks have no part in a rate by views. */
function toKnown({ platforms }: SummaryView, { platform, counts }: ResultChange): Partial<Counts> {
  const known = platforms.find((row) => row.platform === platform)?.counts;
  return Object.fromEntries(
    METRIC_NAMES.map((name) => [name, known?.[name] == null ? null : (counts[name] ?? 0)]),
  );
}

/** A first count of its kind on a platform: rates that left it out hold it from then on. */
function isFirstTold({ platforms }: SummaryView, { platform, counts }: Change): boolean {
  const known = platforms.find((row) => row.platform === platform)?.counts;
  return METRIC_NAMES.some((name) => counts[name] && known?.[name] === null);
}

/** Only where days are leaves of one campaign or variant are variants shown. */
const showsVariants = (query: ResultsQuery) =>
  Boolean(query.campaignId || query.variantId || query.tag);

const MOST_VARIANTS = 500;

/** True where everything that the change moves is on the screen, or surely does not belong there. */
function isPlaced(view: SummaryView, query: ResultsQuery, change: Change): boolean {
  const { platform, accountId, campaignId, variantId, bucket } = change;
  if (query.to && bucket >= Date.parse(view.to)) return true;
  if (view.before && bucket < Date.parse(view.before.from)) return true;
  const first = view.series.points[0];
  const begin = view.from ?? first?.at;
  if (!begin || !first || bucket < Date.parse(begin) || bucket >= Date.parse(view.to)) return false;
  return (
    view.platforms.some((each) => each.platform === platform) &&
    view.accounts.some((each) => each.accountId === accountId) &&
    (view.campaignsLeftOut > 0 || view.campaigns.some((each) => each.campaignId === campaignId)) &&
    (!showsVariants(query) ||
      view.variants.length >= MOST_VARIANTS ||
      view.variants.some((each) => isOf(each, { platform, campaignId, variantId })))
  );
}

type Owner = Pick<Change, "platform" | "campaignId" | "variantId">;
const isOf = (row: Owner, { platform, campaignId, variantId }: Owner): boolean =>
  row.platform === platform && row.campaignId === campaignId && row.variantId === variantId;

function isIn(view: SummaryView, query: ResultsQuery, { bucket }: Change): boolean {
  if (query.to && bucket >= Date.parse(view.to)) return false;
  return !view.from || bucket >= Date.parse(view.from);
}

const byViews = <T extends Group>(rows: readonly T[]): T[] =>
  rows.toSorted((a, b) => (b.counts.views ?? 0) - (a.counts.views ?? 0));

function addChanges(view: SummaryView, changes: readonly KnownChange[], at: string): SummaryView {
  if (changes.length === 0) return view;
  const add = <T extends Group>(
    rows: readonly T[],
    isOwn: (row: T, change: KnownChange) => boolean,
  ) =>
    rows.map((row) => {
      const own = changes.filter((change) => isOwn(row, change));
      return own.length === 0 ? row : addCounts(row, own);
    });
  const totals = addCounts(view.totals, changes);
  const platforms = add(view.platforms, (row, change) => row.platform === change.platform);
  const points = addToSeries(view.series.points, changes);
  const latest = (known: string | null) => (known && known > at ? known : at);
  const heard = new Set(changes.flatMap(({ heard, platform }) => (heard ? platform : [])));
  return {
    ...view,
    now: latest(view.now),
    freshAt: heard.size > 0 ? latest(view.freshAt) : view.freshAt,
    freshness: view.freshness.map((each) =>
      heard.has(each.platform) ? { ...each, freshAt: latest(each.freshAt) } : each,
    ),
    totals,
    platforms,
    accounts: byViews(add(view.accounts, (row, change) => row.accountId === change.accountId)),
    campaigns: byViews(add(view.campaigns, (row, change) => row.campaignId === change.campaignId)),
    variants: add(view.variants, isOf),
    series: { ...view.series, points },
    kpis: addToKpis(view.kpis, platforms, points),
  };
}

function addCounts<T extends Group>(group: T, changes: readonly KnownChange[]): T {
  const counts = { ...group.counts };
  for (const change of changes) {
    for (const name of METRIC_NAMES) {
      const added = change.counts[name];
      if (added) counts[name] = (counts[name] ?? 0) + added;
    }
  }
  const { goal, part, base, trials } = group.rate;
  const added = shareOf(
    goal,
    changes.map(({ known }) => ({ posts: 0, counts: known })),
  );
  const share = { part: part + added.part, base: base + added.base };
  return { ...group, counts, rate: rateOf(goal, share, trials) };
}

type Points = SummaryView["series"]["points"];

function addToSeries(points: Points, changes: readonly KnownChange[]): Points {
  const starts = points.map(({ at }) => Date.parse(at));
  const added = points.map((point) => ({ ...point, shares: structuredClone(point.shares) }));
  for (const change of changes) {
    const { bucket, counts, known } = change;
    const point = added[starts.findLastIndex((start) => start <= bucket)];
    if (!point) continue;
    point.views += counts.views ?? 0;
    point.engagements += engagementsOf(counts);
    point.clicks += counts.clicks ?? 0;
    point.conversions += counts.conversions ?? 0;
    for (const goal of ["engagement", "ctr"] as const) {
      const { part, base } = shareOf(goal, [{ posts: 0, counts: known }]);
      point.shares[goal].part += part;
      point.shares[goal].base += base;
    }
  }
  return added;
}

/** What was posted does not change with what is counted, and neither does the window before. */
function addToKpis(
  kpis: SummaryView["kpis"],
  platforms: readonly Group[],
  points: Points,
): SummaryView["kpis"] {
  const posts = kpis.find(({ key }) => key === "posts")?.spark ?? [];
  const known = new Map(kpis.map((kpi) => [kpi.key, kpi.before]));
  return toKpis(platforms, null, points, posts).map((kpi) => ({
    ...kpi,
    before: known.get(kpi.key) ?? null,
  }));
}
