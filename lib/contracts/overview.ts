import { z } from "zod";
import { PostStatus } from "@/lib/contracts/posts";
import { PauseView } from "@/lib/contracts/schedules";
import { Platform } from "@/lib/platforms/platform";

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
  /** Its results were read at least once, or told. */
  isRead: z.boolean(),
  /** Null: nobody can tell it, or nobody has told it yet. */
  views: z.number().nullable(),
  clicks: z.number().nullable(),
});
export type OverviewPost = z.infer<typeof OverviewPost>;

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
