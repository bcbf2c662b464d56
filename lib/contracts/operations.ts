import { z } from "zod";
import { Platform } from "@/lib/platforms/platform";

/** `off`: nothing here is to do it. `starting`: too early to tell. `stale`: nobody does it. */
const PulseState = z.enum(["ok", "off", "starting", "stale"]);
export type PulseState = z.infer<typeof PulseState>;

/** What every page warns of. */
export const AlarmsView = z.object({
  now: z.string(),
  scheduler: PulseState,
  publisher: PulseState,
  lastTickAt: z.string().nullable(),
  lastPublisherAt: z.string().nullable(),
  /** Posts of the workspace that nothing holds back, and that did not go out for five minutes. */
  overdue: z.number(),
});
export type AlarmsView = z.infer<typeof AlarmsView>;

/** Why a post whose time has come is not on its way. */
export const WAIT_REASONS = [
  "all_paused",
  "paused",
  "approval",
  "account",
  "platform",
  "rest",
  "limit",
  "daily_cap",
  "gap",
  "retry",
  "variant",
  "look",
] as const;
const WaitReason = z.enum(WAIT_REASONS);
export type WaitReason = z.infer<typeof WaitReason>;

const Queue = z.object({
  /** Due, and nothing holds them. */
  ready: z.number(),
  oldestDueAt: z.string().nullable(),
  inFlight: z.number(),
  nextHour: z.number(),
  waiting: z.array(z.object({ reason: WaitReason, count: z.number() })),
  parked: z.number(),
});

const Lateness = z.object({
  count: z.number(),
  /** Left out: a person did something about them after their time had come. */
  held: z.number(),
  /** Seconds; null while nothing was published. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
  /** Each holds what none before it holds; the last has no end. */
  buckets: z.array(z.object({ upTo: z.number().nullable(), count: z.number() })),
});

const PlatformLoad = z.object({
  platform: Platform,
  label: z.string(),
  sandbox: z.boolean(),
  inFlight: z.number(),
  state: z.enum(["closed", "open", "half_open"]),
  since: z.string().nullable(),
  nextProbeAt: z.string().nullable(),
});

const BudgetLeft = z.object({
  platform: Platform,
  label: z.string(),
  sandbox: z.boolean(),
  /** Null: of the app, shared by all accounts. */
  account: z.string().nullable(),
  window: z.string(),
  remaining: z.number(),
  quota: z.number().nullable(),
  resetsAt: z.string(),
});

const FailureCount = z.object({
  platform: Platform,
  label: z.string(),
  code: z.string().nullable(),
  /** The words of the latest of them. */
  problem: z.string().nullable(),
  count: z.number(),
});

const ProcessView = z.object({
  id: z.string(),
  role: z.enum(["tick", "publisher"]),
  fresh: z.boolean(),
  beatAt: z.string(),
  pid: z.number().nullable(),
  host: z.string().nullable(),
  version: z.string().nullable(),
  startedAt: z.string().nullable(),
  busy: z.boolean().nullable(),
});
export type ProcessView = z.infer<typeof ProcessView>;

/** Of the whole install, whosever workspaces it holds. */
const Instance = z.object({
  processes: z.array(ProcessView),
  database: z.object({ kind: z.enum(["pglite", "pg", "neon"]), bytes: z.number() }),
  jobs: z.array(
    z.object({
      queue: z.string(),
      waiting: z.number(),
      active: z.number(),
      failed: z.number(),
    }),
  ),
});

export const OperationsView = z.object({
  now: z.string(),
  alarms: AlarmsView,
  queue: Queue,
  /** The first few of `alarms.overdue`. */
  overdue: z.array(
    z.object({ id: z.string(), platform: Platform, account: z.string(), dueAt: z.string() }),
  ),
  lateness: Lateness,
  /** The last 24 hours, the earliest first. */
  hours: z.array(z.object({ at: z.string(), published: z.number(), failed: z.number() })),
  platforms: z.array(PlatformLoad),
  budgets: z.array(BudgetLeft),
  failed: z.array(FailureCount),
  /** Null for those who do not run the install. */
  instance: Instance.nullable(),
});
export type OperationsView = z.infer<typeof OperationsView>;
