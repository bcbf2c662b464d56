import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { ResultCell } from "./group-results";
import { type PostViews, spread } from "./query-post-views";
import { type CellSums, type ToldBits, toCounts } from "./query-sums";

/** What was read about the same cells from two sides. */
interface Read {
  sums: readonly CellSums[];
  /** Null: too many posts to look at each. */
  views: readonly PostViews[] | null;
  told: ToldBits;
}

export interface CellOwner {
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
}

/** Puts together what belongs to the same owner; `ownerOf` says what cells are told apart by. */
export function buildCells(read: Read, ownerOf: (row: CellOwner) => CellOwner): ResultCell[] {
  const cells = new Map<string, ResultCell>();
  const open = (row: CellOwner): ResultCell => {
    const owner = ownerOf(row);
    const key = `${owner.platform} ${owner.accountId} ${owner.campaignId} ${owner.variantId}`;
    let cell = cells.get(key);
    if (!cell) {
      cell = {
        ...owner,
        posts: 0,
        counts: toCounts(owner.platform, {}, read.told.get(owner.platform) ?? 0),
        viewsByPost: read.views === null ? null : [],
      };
      cells.set(key, cell);
    }
    return cell;
  };
  for (const row of read.sums) addSums(open(row), row);
  if (read.views === null) return [...cells.values()];
  for (const row of read.views) open(row).viewsByPost?.push(row.views);
  return [...cells.values()].map((cell) => ({
    ...cell,
    viewsByPost: spread(cell.viewsByPost ?? [], cell.counts.views),
  }));
}

function addSums(cell: ResultCell, { sums, posts }: CellSums): void {
  const { counts } = cell;
  cell.posts += posts;
  for (const name of METRIC_NAMES) {
    if (counts[name] !== null || sums[name] !== 0) counts[name] = (counts[name] ?? 0) + sums[name];
  }
}

export const byAccount = ({ platform, accountId }: CellOwner): CellOwner => ({
  ...{ platform, accountId, campaignId: null, variantId: null },
});

export const byCampaign = ({ platform, campaignId }: CellOwner): CellOwner => ({
  ...{ platform, campaignId, accountId: null, variantId: null },
});

export const byAll = ({ platform, accountId, campaignId, variantId }: CellOwner): CellOwner => ({
  ...{ platform, accountId, campaignId, variantId },
});

export const byVariant = ({ platform, campaignId, variantId }: CellOwner): CellOwner => ({
  ...{ platform, campaignId, variantId, accountId: null },
});
