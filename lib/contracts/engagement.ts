import { z } from "zod";
import { CountsView, forward, Group, resultsShape, SeriesPoint } from "@/lib/contracts/analytics";
import { PageQuery } from "@/lib/contracts/common";
import { Platform } from "@/lib/platforms/platform";

/** Of one post: its whole history by day of the zone. */
export const ContentEngagementQuery = z.object({ timeZone: resultsShape.timeZone });
export type ContentEngagementQuery = z.infer<typeof ContentEngagementQuery>;

export const ContentEngagement = z.object({
  publishedContentId: z.string(),
  platform: Platform,
  accountId: z.string(),
  campaignId: z.string().nullable(),
  variantId: z.string().nullable(),
  permalink: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Null: nothing was heard of it yet. */
  freshAt: z.string().nullable(),
  /** A count that the platform cannot tell is null. */
  counts: CountsView,
  engagements: z.number(),
  /** Interactions per view; null before the first view. */
  rate: z.number().nullable(),
  timeZone: z.string(),
  /** What came in up to then was folded: a day up to it may hold what came in over many. Null: nothing was. */
  foldedTo: z.string().nullable(),
  days: z.array(
    z.object({
      day: z.string(),
      views: z.number(),
      engagements: z.number(),
      clicks: z.number(),
      conversions: z.number(),
    }),
  ),
});
export type ContentEngagement = z.infer<typeof ContentEngagement>;

export const EngagementSummaryQuery = z
  .object({
    ...resultsShape,
    cursor: PageQuery.shape.cursor,
    limit: z.coerce.number().int().min(1).max(200).default(50),
  })
  .refine(...forward);
export type EngagementSummaryQuery = z.infer<typeof EngagementSummaryQuery>;

/** A channel is an account on its platform. Totals and points are of all channels, not of the page. */
export const EngagementSummary = z.object({
  now: z.string(),
  seq: z.number(),
  from: z.string().nullable(),
  to: z.string(),
  timeZone: z.string(),
  sandbox: z.boolean(),
  freshAt: z.string().nullable(),
  totals: Group,
  before: z.object({ from: z.string(), to: z.string(), totals: Group }).nullable(),
  channels: z.array(
    Group.extend({ accountId: z.string(), platform: Platform, handle: z.string() }),
  ),
  nextCursor: z.string().nullable(),
  series: z.object({
    bucket: z.enum(["quarter", "hour", "day", "week"]),
    points: z.array(SeriesPoint),
  }),
});
export type EngagementSummary = z.infer<typeof EngagementSummary>;
