import type { MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";

/** Signed changes of one variant's posts of one account within one quarter of an hour. */
export interface ResultChange {
  platform: Platform;
  accountId: string;
  variantId: string | null;
  /** Start of the quarter, in milliseconds since 1970. */
  bucket: number;
  counts: Partial<Record<MetricName, number>>;
  /** The platform told some of it, asked or not; the rest came from links or other systems. */
  heard?: true;
}

/** Totals of so many posts travel along; of more, the changes alone tell the numbers. */
export const MOST_POST_TOTALS = 200;

/** What a post has been counted up to, after the change. */
export interface PostTotals {
  postId: string;
  counts: Record<MetricName, number>;
}

/**
 * The data of `metrics.changed`: one fact for what one write changed in one campaign. Added up, the
 * facts of a campaign are its totals. A write that changed very many posts leaves theirs out.
 */
export interface ResultsChanged {
  campaignId: string | null;
  sandbox: boolean;
  changes: ResultChange[];
  posts: PostTotals[];
}
