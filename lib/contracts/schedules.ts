import { z } from "zod";
import { BestTimeWindow, PostTiming } from "@/lib/contracts/best-times";
import { chosenId, Id, IsoDate } from "@/lib/contracts/common";
import { CameDue } from "@/lib/contracts/pauses";
import { Platform } from "@/lib/platforms/platform";

const When = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("once"), runAt: IsoDate }),
  z.object({
    kind: z.literal("cron"),
    cron: z.string().trim().min(1, "Write a cron line, as 0 9 * * 1-5.").max(100),
  }),
]);

/** What becomes of runs that were missed while the product was not running. */
const MISSED_POLICIES = ["post_late", "skip"] as const;
export const MissedPolicy = z.enum(MISSED_POLICIES);
export type MissedPolicy = z.infer<typeof MissedPolicy>;

const noAccounts = "Choose at least one account to post to.";

/** One schedule is made for each account. */
export const CreateSchedule = z.object({
  campaignId: chosenId("Choose a campaign."),
  accountIds: z.array(Id, noAccounts).min(1, noAccounts).max(20),
  when: When,
  timeZone: z.string().min(1).max(64),
  /** Left out: `post_late`. */
  missedPolicy: MissedPolicy.optional(),
  /** Of a cadence: the time is chosen within these hours of each local day. Left out: the cadence's own. */
  bestTime: BestTimeWindow.nullish(),
});
export type CreateSchedule = z.infer<typeof CreateSchedule>;

export const UpdateSchedule = z.object({
  when: When.optional(),
  timeZone: z.string().min(1).max(64).optional(),
  paused: z.boolean().optional(),
  optimizerOn: z.boolean().optional(),
  missedPolicy: MissedPolicy.optional(),
  /** Null: the cadence's own times again. */
  bestTime: BestTimeWindow.nullish(),
  /** With `paused: false`. Left out: `skip`. */
  cameDue: CameDue.optional(),
});
export type UpdateSchedule = z.infer<typeof UpdateSchedule>;

export const PreviewSchedule = z.object({
  when: When,
  timeZone: z.string().min(1).max(64),
  /** Where it is to post: the answer then tells which of its runs are too close to another post. */
  accountIds: z.array(Id).max(20).optional(),
  bestTime: BestTimeWindow.nullish(),
  /** Best times follow the campaign's goal. */
  campaignId: Id.optional(),
  /** The schedule that is being changed: its own slots are no neighbours. */
  scheduleId: Id.optional(),
});
export type PreviewSchedule = z.infer<typeof PreviewSchedule>;
export const SchedulePreview = z.object({
  runs: z.array(z.string()),
  words: z.string(),
  /** With best times: when each run would go out on the first account, as things are known now. */
  timings: z.array(PostTiming),
  /** Runs that are closer to another post of the account than the workspace wants. */
  conflicts: z.array(
    z.object({
      accountId: z.string(),
      at: z.string(),
      otherAt: z.string(),
      gapMinutes: z.number(),
    }),
  ),
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;

export const ScheduleView = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  accountId: z.string(),
  accountHandle: z.string(),
  platform: Platform,
  cron: z.string().nullable(),
  runAt: z.string().nullable(),
  timeZone: z.string(),
  words: z.string(),
  nextRunAt: z.string().nullable(),
  /** With best times: the hours it chooses from. */
  bestTime: BestTimeWindow.nullable(),
  /** When its next planned post goes out; differs from the next run where the time is chosen. */
  nextPostAt: z.string().nullable(),
  paused: z.boolean(),
  optimizerOn: z.boolean(),
  /** `post_late`: the last missed run, within the campaign's deadline. `skip`: none. */
  missedPolicy: MissedPolicy,
  createdAt: z.string(),
});
export type ScheduleView = z.infer<typeof ScheduleView>;

/** `cameDue` goes with `paused: false`. Left out: `skip`. */
export const PauseAll = z.object({ paused: z.boolean(), cameDue: CameDue.optional() });
export type PauseAll = z.infer<typeof PauseAll>;

/** Who held everything, and since when. */
export const PauseView = z.object({ by: z.string(), at: z.string() });
export type PauseView = z.infer<typeof PauseView>;
/** Null: things go out. */
export const WorkspacePause = z.object({ pause: PauseView.nullable() });
export type WorkspacePause = z.infer<typeof WorkspacePause>;

export const ListSchedules = z.object({ campaignId: Id.optional(), accountId: Id.optional() });
export type ListSchedules = z.infer<typeof ListSchedules>;

/** What one tick did, when asked for by hand. */
export const TickResult = z.object({
  planned: z.number(),
  tooLate: z.number(),
  claimed: z.number(),
  published: z.number(),
  failed: z.number(),
});
export type TickResult = z.infer<typeof TickResult>;
