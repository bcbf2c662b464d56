import { z } from "zod";
import { Objective } from "@/lib/contracts/campaigns";
import { Id, IsoDate } from "@/lib/contracts/common";
import { PostStatus } from "@/lib/contracts/posts";
import { PauseView } from "@/lib/contracts/schedules";
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
});
export type RateView = z.infer<typeof RateView>;

const Group = z.object({ posts: z.number(), counts: CountsView, rate: RateView });

export const PlatformResult = Group.extend({ platform: Platform });
export type PlatformResult = z.infer<typeof PlatformResult>;

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

export const SeriesPoint = z.object({
  /** Start of the bucket. */
  at: z.string(),
  views: z.number(),
  engagements: z.number(),
  clicks: z.number(),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

/** Without `from` the window begins with the first result; without `to` it ends now. */
export const SummaryQuery = z
  .object({
    from: IsoDate.optional(),
    to: IsoDate.optional(),
    platform: Platform.optional(),
    campaignId: Id.optional(),
  })
  .refine((q) => !q.from || !q.to || Date.parse(q.from) < Date.parse(q.to), {
    path: ["to"],
    message: "The end of the window must be after its start.",
  });
export type SummaryQuery = z.infer<typeof SummaryQuery>;

export const SummaryView = z.object({
  now: z.string(),
  /** The latest reading or change that is counted here. */
  freshAt: z.string().nullable(),
  timeZone: z.string(),
  sandbox: z.boolean(),
  /** Posts of real accounts in the window, while only the sandbox is counted. */
  realPostsLeftOut: z.number(),
  goal: Objective,
  from: z.string().nullable(),
  to: z.string(),
  totals: Group,
  platforms: z.array(PlatformResult),
  campaigns: z.array(CampaignResult),
  variants: z.array(VariantResult),
  series: z.object({
    bucket: z.enum(["minute", "hour", "day", "week"]),
    points: z.array(SeriesPoint),
  }),
});
export type SummaryView = z.infer<typeof SummaryView>;

const ingestCount = z.number().int().min(-2_000_000_000).max(2_000_000_000);

/** Totals as known at `observedAt`, or signed changes with `delta: true`. */
export const IngestItem = z
  .object({
    id: z.string().min(1, "Give each item an id: the same id is counted once.").max(200),
    postId: Id.optional(),
    externalId: z.string().min(1).max(500).optional(),
    metrics: z.partialRecord(z.enum(METRIC_NAMES), ingestCount),
    delta: z.boolean().default(false),
    observedAt: IsoDate,
  })
  .refine((item) => item.postId || item.externalId, {
    path: ["postId"],
    message: "Name the post: postId, or the platform's own id as externalId.",
  })
  .refine((item) => item.delta || Object.values(item.metrics).every((count) => count >= 0), {
    path: ["metrics"],
    message: "A total can't be below zero. Send signed changes with delta: true.",
  })
  .refine((item) => Object.keys(item.metrics).length > 0, {
    path: ["metrics"],
    message: `Send at least one of: ${METRIC_NAMES.join(", ")}.`,
  });
export type IngestItem = z.infer<typeof IngestItem>;

/** Items are checked one by one, so that one bad line does not lose the others. */
export const IngestBatch = z.object({
  items: z
    .array(z.unknown())
    .min(1, "Send at least one item.")
    .max(500, "Send at most 500 items at a time."),
});
export type IngestBatch = z.infer<typeof IngestBatch>;

export const IngestResult = z.object({
  index: z.number(),
  id: z.string().nullable(),
  /** `stale`: a later total of this post was counted already. */
  status: z.enum(["counted", "unchanged", "duplicate", "stale", "refused"]),
  message: z.string().nullable(),
});
export type IngestResult = z.infer<typeof IngestResult>;

export const IngestAnswer = z.object({
  counted: z.number(),
  refused: z.number(),
  results: z.array(IngestResult),
});
export type IngestAnswer = z.infer<typeof IngestAnswer>;

export const OverviewPost = z.object({
  id: z.string(),
  platform: Platform,
  accountHandle: z.string(),
  campaignId: z.string().nullable(),
  campaignName: z.string().nullable(),
  status: PostStatus,
  held: z.boolean(),
  dueAt: z.string(),
  publishedAt: z.string().nullable(),
  variant: z.object({ letter: z.string(), label: z.string() }).nullable(),
  /** The optimizer chose, or will choose. */
  byAuto: z.boolean(),
  views: z.number(),
  clicks: z.number().nullable(),
});
export type OverviewPost = z.infer<typeof OverviewPost>;

export const KpiView = z.object({
  key: z.enum(["views", "engagement", "clicks", "posts"]),
  value: z.number().nullable(),
  /** The same figure in the seven days before. */
  before: z.number().nullable(),
  /** Seven days, oldest first. */
  spark: z.array(z.number()),
});
export type KpiView = z.infer<typeof KpiView>;

/** One thing to settle: the same trouble of one account is one, however many posts it holds up. */
export const NeedView = z.object({
  /** `own_approval`: of posts with a text of their own, which no variant's approval lets out. */
  kind: z.enum([
    "paused",
    "approval",
    "own_approval",
    "uncertain",
    "failed",
    "conflict",
    "account",
  ]),
  id: z.string(),
  accountId: z.string().nullable(),
  platform: Platform.nullable(),
  handle: z.string().nullable(),
  count: z.number(),
  /** The platform's or the product's own words, where there are any. */
  reason: z.string().nullable(),
  at: z.string().nullable(),
  gapMinutes: z.number().nullable(),
});
export type NeedView = z.infer<typeof NeedView>;

/** The same things by the page that settles them; of approvals, every variant that waits for one. */
export const NeedCounts = z.object({
  calendar: z.number(),
  approvals: z.number(),
  posts: z.number(),
  accounts: z.number(),
});
export type NeedCounts = z.infer<typeof NeedCounts>;

export const OverviewView = z.object({
  now: z.string(),
  freshAt: z.string().nullable(),
  timeZone: z.string(),
  sandbox: z.boolean(),
  /** Null: nothing holds everything. */
  pause: PauseView.nullable(),
  /** Slots of the last two days whose time ran out while everything was paused. */
  skippedWhilePaused: z.number(),
  today: z.object({
    planned: z.number(),
    out: z.number(),
    failed: z.number(),
  }),
  /** A variant whose interval lies above those of all others; null until one does. */
  finding: z
    .object({
      campaignId: z.string(),
      campaignName: z.string(),
      platform: Platform,
      letter: z.string(),
      label: z.string(),
    })
    .nullable(),
  kpis: z.array(KpiView),
  /** Views an hour, today so far, beside what the days before had at the same hour. */
  recent: z.object({
    hours: z.array(z.object({ at: z.string(), views: z.number() })),
    usual: z
      .array(z.object({ at: z.string(), middle: z.number(), low: z.number(), high: z.number() }))
      .nullable(),
    usualDays: z.number(),
    dayStart: z.string(),
    dayEnd: z.string(),
    marks: z.array(z.object({ at: z.string(), platform: Platform, out: z.boolean() })),
  }),
  next: z.object({ items: z.array(OverviewPost), leftThisWeek: z.number() }),
  justOut: z.array(OverviewPost),
  needs: z.array(NeedView),
  steps: z.array(
    z.object({
      key: z.enum(["account", "brief", "schedule", "results", "invite"]),
      done: z.boolean(),
      count: z.number(),
    }),
  ),
});
export type OverviewView = z.infer<typeof OverviewView>;
