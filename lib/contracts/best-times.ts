import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import { TIMING_KINDS } from "@/lib/domain/best-time/timing";
import { GOALS } from "@/lib/domain/metrics";
import { Platform } from "@/lib/platforms/platform";

/** Hours of the local day within which a run may go out. */
export const BestTimeWindow = z
  .object({
    fromHour: z.number().int().min(0).max(23),
    toHour: z.number().int().min(1).max(24),
  })
  .refine(({ fromHour, toHour }) => fromHour < toHour, {
    message: "The last hour must come after the first.",
    path: ["toHour"],
  });
export const DEFAULT_WINDOW = { fromHour: 7, toHour: 22 } as const;

/** Logarithms of what an hour makes of a post, against the account's average post. */
const Estimate = z.object({
  posts: z.number(),
  mean: z.number(),
  /** 90 % interval. */
  low: z.number(),
  high: z.number(),
});

/** Why a post of a schedule with best times has its time. */
export const PostTiming = z.object({
  kind: z.enum(TIMING_KINDS),
  at: z.string(),
  estimate: Estimate.nullable(),
});
export type PostTiming = z.infer<typeof PostTiming>;

export const BestTimesQuery = z.object({
  /** Left out: the account with the most posts. */
  accountId: Id.optional(),
  goal: z.enum(GOALS).optional(),
});
export type BestTimesQuery = z.infer<typeof BestTimesQuery>;

const WeekSlot = Estimate.extend({
  /** False: no post in these four hours, or none on this weekday. */
  known: z.boolean(),
  /** Told only where the interval leaves out "no difference". */
  state: z.enum(["better", "worse", "open"]),
});
export type WeekSlot = z.infer<typeof WeekSlot>;

const BestTimesAccount = z.object({
  id: z.string(),
  platform: Platform,
  handle: z.string(),
  sandbox: z.boolean(),
  /** Posts that are old enough to be compared. */
  posts: z.number(),
});
export type BestTimesAccount = z.infer<typeof BestTimesAccount>;

export const BestTimesView = z.object({
  accounts: z.array(BestTimesAccount),
  /** Null: no account is connected. */
  week: z
    .object({
      account: BestTimesAccount,
      timeZone: z.string(),
      /** False: the workspace's zone. */
      ownZone: z.boolean(),
      /** By other clocks than this one its repeating schedules run. */
      scheduleZones: z.array(z.string()),
      goal: z.enum(GOALS),
      /** What can be measured on this platform. */
      goals: z.array(z.enum(GOALS)),
      posts: z.number(),
      /** From how many posts on anything is told. */
      neededPosts: z.number(),
      ready: z.boolean(),
      /** Null: not worked out yet. */
      computedAt: z.string().nullable(),
      /** Hours of the week, Monday from midnight on; empty: not worked out yet. */
      slots: z.array(WeekSlot),
    })
    .nullable(),
});
export type BestTimesView = z.infer<typeof BestTimesView>;
export type BestTimesWeek = NonNullable<BestTimesView["week"]>;

/** Null: the workspace's zone again. */
export const SetAccountZone = z.object({ timeZone: z.string().min(1).max(64).nullable() });
export type SetAccountZone = z.infer<typeof SetAccountZone>;
export const AccountZone = z.object({ accountId: z.string(), timeZone: z.string().nullable() });
