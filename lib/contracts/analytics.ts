import { z } from "zod";
import { CampaignTag } from "@/lib/contracts/campaign-tags";
import { Objective } from "@/lib/contracts/campaigns";
import { Id, PageQuery } from "@/lib/contracts/common";
import { ResultTime } from "@/lib/contracts/result-time";
import { isTimeZone } from "@/lib/domain/zones";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { Platform } from "@/lib/platforms/platform";

const countShape = Object.fromEntries(
  METRIC_NAMES.map((name) => [name, z.number().nullable()]),
) as Record<MetricName, z.ZodNullable<z.ZodNumber>>;

/** Null: no source can tell this count here. */
export const CountsView = z.object(countShape);
export type CountsView = z.infer<typeof CountsView>;

/** What the goal is measured by. Reach has no interval: it is views per post, not a share. */
export const RateView = z.object({
  goal: Objective,
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** What the views are worth as independent trials; null: no range can be told. */
  trials: z.number().nullable(),
  /** What is divided by what: of platforms that tell both, which may be fewer than are counted. */
  part: z.number(),
  base: z.number(),
});
export type RateView = z.infer<typeof RateView>;

export const Group = z.object({ posts: z.number(), counts: CountsView, rate: RateView });
export type Group = z.infer<typeof Group>;

export const PlatformResult = Group.extend({ platform: Platform });
export type PlatformResult = z.infer<typeof PlatformResult>;

export const AccountResult = Group.extend({
  accountId: z.string(),
  platform: Platform,
  handle: z.string(),
});
export type AccountResult = z.infer<typeof AccountResult>;

export const VariantResult = Group.extend({
  campaignId: z.string().nullable(),
  platform: Platform,
  /** Null: posts without a variant, or whose variant is gone. */
  variantId: z.string().nullable(),
  letter: z.string().nullable(),
  label: z.string(),
});
export type VariantResult = z.infer<typeof VariantResult>;

export const CampaignResult = Group.extend({
  campaignId: z.string().nullable(),
  name: z.string(),
});
export type CampaignResult = z.infer<typeof CampaignResult>;

const Share = z.object({ part: z.number(), base: z.number() });

export const SeriesPoint = z.object({
  /** Start of the bucket. */
  at: z.string(),
  views: z.number(),
  engagements: z.number(),
  clicks: z.number(),
  conversions: z.number(),
  /** What rates are made of: only of platforms that tell both of its sides. */
  shares: z.object({ engagement: Share, ctr: Share }),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

/** A list in an address is written with commas. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .preprocess(
      (value) => (typeof value === "string" ? value.split(",").map((part) => part.trim()) : value),
      z.array(item).min(1, "Name at least one.").max(100, "Name 100 at most."),
    )
    .optional();

export const resultsShape = {
  from: ResultTime.optional(),
  to: ResultTime.optional(),
  platform: listOf(Platform),
  accountId: listOf(Id),
  /** One alone is looked at by its own goal. */
  campaignId: listOf(Id),
  variantId: listOf(Id),
  /** Results of campaigns with any of these tags. */
  tag: listOf(CampaignTag),
  /** Days and hours are cut in it; left out, in the reader's own. */
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, "There is no such time zone. Choose one as Europe/Copenhagen.")
    .optional(),
};

type Ends = { from?: string | undefined; to?: string | undefined };

/** How a query with a window is refined. */
export const forward: [(query: Ends) => boolean, { path: string[]; message: string }] = [
  ({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to),
  { path: ["to"], message: "The end of the window must be after its start." },
];

/** What is looked at. Without `from` the window begins with the first result; without `to` it ends now. */
export const ResultsQuery = z.object(resultsShape).refine(...forward);
export type ResultsQuery = z.infer<typeof ResultsQuery>;

export const SummaryKpi = z.object({
  key: z.enum([
    "views",
    "engagements",
    "engagementRate",
    "clicks",
    "clickRate",
    "conversions",
    "posts",
  ]),
  /** Null: no platform in view can tell it, or there is nothing to divide by. */
  value: z.number().nullable(),
  /** The same figure in the window before. */
  before: z.number().nullable(),
  /** The window in equal steps, oldest first. */
  spark: z.array(z.number()),
});
export type SummaryKpi = z.infer<typeof SummaryKpi>;

export const PostMark = z.object({
  postId: z.string(),
  at: z.string(),
  platform: Platform,
  title: z.string(),
});
export type PostMark = z.infer<typeof PostMark>;

export const PlatformFreshness = z.object({
  platform: Platform,
  /** The latest that was heard of its posts. */
  freshAt: z.string().nullable(),
  /** When it is asked next; null: nothing is planned. */
  nextAt: z.string().nullable(),
});
export type PlatformFreshness = z.infer<typeof PlatformFreshness>;

export const SummaryView = z.object({
  now: z.string(),
  /** The last of the workspace's events that these numbers include. */
  seq: z.number(),
  /** The latest reading or change that is counted here. */
  freshAt: z.string().nullable(),
  freshness: z.array(PlatformFreshness),
  /** The zone that days and hours are cut in. */
  timeZone: z.string(),
  sandbox: z.boolean(),
  /** Posts of real accounts in the window, while only the sandbox is counted. */
  realPostsLeftOut: z.number(),
  goal: Objective,
  from: z.string().nullable(),
  to: z.string(),
  totals: Group,
  /** The window of the same length before; null without a start. */
  before: z.object({ from: z.string(), to: z.string(), totals: Group }).nullable(),
  kpis: z.array(SummaryKpi),
  platforms: z.array(PlatformResult),
  accounts: z.array(AccountResult),
  /** Those with the most views, 200 at most. */
  campaigns: z.array(CampaignResult),
  campaignsLeftOut: z.number(),
  /** Only where campaigns or variants are named in the query, 500 at most. */
  variants: z.array(VariantResult),
  /** Posts that went out in the window: the newest 300, oldest first. */
  marks: z.array(PostMark),
  series: z.object({
    bucket: z.enum(["quarter", "hour", "day", "week"]),
    points: z.array(SeriesPoint),
  }),
});
export type SummaryView = z.infer<typeof SummaryView>;

/** When results came in, by the week of the zone. Hours without any are left out. */
export const HeatMapView = z.object({
  timeZone: z.string(),
  /** What can be seen in: from the window's begin or the first post in view, whichever is later. */
  from: z.string().nullable(),
  /** The window's end, or the present. */
  to: z.string(),
  /** Whether any platform in view tells it: without, nothing counted is no zero. */
  told: z.object({ views: z.boolean(), clicks: z.boolean() }),
  cells: z.array(
    z.object({
      /** Monday is 1. */
      weekday: z.number(),
      hour: z.number(),
      /** That went out in this hour. */
      posts: z.number(),
      views: z.number(),
      engagements: z.number(),
      clicks: z.number(),
      /** On how many different dates any came in. */
      dates: z.object({ views: z.number(), engagements: z.number(), clicks: z.number() }),
    }),
  ),
});
export type HeatMapView = z.infer<typeof HeatMapView>;

export const LEADER_SORTS = ["views", "engagements", "clicks", "conversions", "rate"] as const;

export const LeaderboardQuery = z
  .object({
    ...resultsShape,
    sort: z.enum(LEADER_SORTS).default("engagements"),
    cursor: PageQuery.shape.cursor,
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine(...forward);
export type LeaderboardQuery = z.infer<typeof LeaderboardQuery>;

/** A post that went out, with all that it has been counted up to. */
export const Leader = z.object({
  postId: z.string(),
  platform: Platform,
  accountId: z.string(),
  accountHandle: z.string(),
  campaignId: z.string().nullable(),
  campaignName: z.string().nullable(),
  variant: z.object({ letter: z.string(), label: z.string() }).nullable(),
  text: z.string(),
  title: z.string().nullable(),
  mediaId: z.string().nullable(),
  permalink: z.string().nullable(),
  publishedAt: z.string(),
  counts: CountsView,
  engagements: z.number(),
  /** Interactions per view; null before the first view. */
  rate: z.number().nullable(),
});
export type Leader = z.infer<typeof Leader>;

export const LeaderboardView = z.object({
  items: z.array(Leader),
  nextCursor: z.string().nullable(),
  total: z.number(),
});
export type LeaderboardView = z.infer<typeof LeaderboardView>;

/** A post by its age, beside what posts of its account usually have at that age. */
export const PostCurveView = z.object({
  postId: z.string(),
  publishedAt: z.string().nullable(),
  /** Whether anybody tells it of this post: without, nothing counted is no zero. */
  told: z.object({ views: z.boolean(), clicks: z.boolean() }),
  points: z.array(
    z.object({
      ageHours: z.number(),
      views: z.number(),
      engagements: z.number(),
      clicks: z.number(),
    }),
  ),
  /** Views; null until enough posts of the account were read at such ages. */
  usual: z
    .array(
      z.object({
        ageHours: z.number(),
        middle: z.number(),
        low: z.number(),
        high: z.number(),
      }),
    )
    .nullable(),
  usualPosts: z.number(),
});
export type PostCurveView = z.infer<typeof PostCurveView>;
