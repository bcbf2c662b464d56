import { z } from "zod";
import { Objective } from "@/lib/contracts/campaigns";
import { Id, PageQuery } from "@/lib/contracts/common";
import {
  AlgorithmName,
  ArmRule,
  OptimizerSettings,
  WinnerModeName,
} from "@/lib/contracts/optimizer-settings";
import { Platform } from "@/lib/platforms/platform";

export const OptimizerQuery = PageQuery.extend({
  /** Left out: the campaigns, each with what is known so far. */
  campaignId: Id.optional(),
  /** Left out: the campaign's first platform with posts. */
  platform: Platform.optional(),
});
export type OptimizerQuery = z.infer<typeof OptimizerQuery>;

export const DecisionsQuery = PageQuery.extend({
  campaignId: Id,
  platform: Platform.optional(),
});
export type DecisionsQuery = z.infer<typeof DecisionsQuery>;

export const DecisionsCsvQuery = DecisionsQuery.pick({ campaignId: true, platform: true });

const Interval = z.object({ low: z.number(), high: z.number() });
export const LeadWords = z.object({ marked: z.string().nullable(), rest: z.string() });
export type LeadWords = z.infer<typeof LeadWords>;

const ArmTotals = z.object({
  views: z.number().nullable(),
  likes: z.number().nullable(),
  shares: z.number().nullable(),
  comments: z.number().nullable(),
  clicks: z.number().nullable(),
  saves: z.number().nullable(),
});

export const OptimizerArm = z.object({
  variantId: z.string(),
  letter: z.string(),
  label: z.string(),
  /** It can't be posted any more; its history still counts. */
  deleted: z.boolean(),
  /** Posts with a result, and posts that wait for one. */
  posts: z.number(),
  pending: z.number(),
  totals: ArmTotals,
  /** The best estimate, in the unit of `reward`; null before the first result of any variant. */
  rate: z.number().nullable(),
  /** As counted, without any drawing together: what a calculator gives. */
  rawRate: z.number().nullable(),
  /** 90 percent of the estimate, widened because posts of one variant differ. */
  interval: Interval.nullable(),
  /** Odds that it is the best of those that may be chosen; null where it may not, or nothing is known. */
  pBest: z.number().nullable(),
  /** What posting only this one would cost on average, as a share of the best one's rate. */
  expectedLoss: z.number().nullable(),
  /** As many average, recent posts as its results are worth. */
  effectivePosts: z.number(),
  /** What is believed of its rate, drawn: densities of rates in order, the highest of all variants is 1. */
  curve: z.array(z.object({ rate: z.number(), density: z.number() })),
  /** Share of the next slot; null when it may not be chosen. */
  nextShare: z.number().nullable(),
  /** The score by which the algorithm would choose now; null before every variant had its first post. */
  index: z.number().nullable(),
  leads: z.boolean(),
  rule: ArmRule.nullable(),
  ruledBy: z.string().nullable(),
  ruledAt: z.string().nullable(),
  /** Why it can't be chosen now, in a sentence: excluded, not approved, another one is locked …; null: it can. */
  blocked: z.string().nullable(),
});
export type OptimizerArm = z.infer<typeof OptimizerArm>;

/**
 * The first four are Bandwagon's; floor is a post left to chance. rotation: variants took turns, by
 * the schedule's setting or as an even split. override is a person's.
 */
export const DECISION_KINDS = [
  "cold_start",
  "exploit",
  "explore",
  "floor",
  "override",
  "rotation",
] as const;
export const DecisionKind = z.enum(DECISION_KINDS);
export type DecisionKind = z.infer<typeof DecisionKind>;

const ExplorationSplit = z.object({
  coldStart: z.number(),
  /** Another variant was ahead, and the algorithm chose this one for what it may still prove to be. */
  worthLearning: z.number(),
  /** Left to chance, so that figures stay comparable. */
  floor: z.number(),
});
export type ExplorationSplit = z.infer<typeof ExplorationSplit>;

const Exploration = z.object({
  /** How many of the roll's posts were decided: these figures tell of them. */
  decisions: z.number(),
  /** Decisions whose post has not gone out: it waits, failed or was skipped. */
  notOut: z.number(),
  kinds: z.record(DecisionKind, z.number()),
  explored: z.number(),
  exploited: z.number(),
  /** Share of the policy's own choices that were made to learn; null before the first. */
  ratio: z.number().nullable(),
  /** The same share of the coming slots, if nothing new came in. */
  plannedRatio: z.number().nullable(),
  /** Both shares by what the learning is for; each sums to its ratio. */
  realised: ExplorationSplit.nullable(),
  planned: ExplorationSplit.nullable(),
});

export const RollMark = z.object({
  postId: z.string(),
  letter: z.string(),
  /** Posted to learn: the mark is hollow. */
  hollow: z.boolean(),
  kind: DecisionKind.nullable(),
  at: z.string(),
});
export type RollMark = z.infer<typeof RollMark>;

export const DecisionView = z.object({
  id: z.string(),
  postId: z.string(),
  platform: Platform,
  at: z.string(),
  kind: DecisionKind,
  letter: z.string().nullable(),
  label: z.string().nullable(),
  reason: z.string(),
  /** "Bandwagon", or the person who chose. */
  who: z.string(),
  byPerson: z.boolean(),
  overrideNote: z.string().nullable(),
  wouldHaveChosen: z.string().nullable(),
  /** Of this choice under the policy at that moment; null when it had no say. */
  probability: z.number().nullable(),
  numbers: z.record(z.string(), z.union([z.number(), z.string()])),
  algorithm: z.string(),
  version: z.number(),
  seed: z.number().nullable(),
  /** Decisions made before snapshots were kept can't be replayed. */
  canReplay: z.boolean(),
  /** What stood to choose, with the odds of each. */
  candidates: z.array(
    z.object({ variantId: z.string(), letter: z.string(), share: z.number().nullable() }),
  ),
});
export type DecisionView = z.infer<typeof DecisionView>;

export const DecisionPage = z.object({
  items: z.array(DecisionView),
  nextCursor: z.string().nullable(),
});
export type DecisionPage = z.infer<typeof DecisionPage>;

const SlotVariant = z.object({ variantId: z.string(), letter: z.string(), label: z.string() });

export const NextSlot = z.object({
  postId: z.string(),
  dueAt: z.string(),
  accountHandle: z.string(),
  sandbox: z.boolean(),
  scheduleId: z.string().nullable(),
  /** Off: variants take turns on this schedule. */
  optimizerOn: z.boolean(),
  /** Its schedule, account or campaign is paused: nothing is chosen or posted until it is resumed. */
  paused: z.boolean(),
  /** Its time is past, and it still waits to go out. */
  overdue: z.boolean(),
  /** A person chose. */
  pinned: SlotVariant.nullable(),
  pinnedBy: z.string().nullable(),
  overrideNote: z.string().nullable(),
  /** What would be posted if it were decided now; empty when paused, when a person chose or when nothing may be posted. */
  odds: z.array(SlotVariant.extend({ share: z.number() })),
  learning: z.boolean(),
});
export type NextSlot = z.infer<typeof NextSlot>;

/** What a rate counts: `noun` "clicks", `unit` "Clicks per 1,000 views". Times `scale` a rate is what people read. */
export const RewardView = z.object({
  kind: z.enum(["ctr", "engagement", "reach", "responses"]),
  noun: z.string(),
  unit: z.string(),
  scale: z.number(),
  /** How it is counted, in a sentence or two: the weights, the matched age. */
  words: z.string(),
  /** The platform can't measure the campaign's objective: what was wanted, and why this stands in. */
  fallback: z.object({ wanted: Objective, words: z.string() }).nullable(),
});
export type RewardView = z.infer<typeof RewardView>;

const WinnerView = z.object({
  mode: WinnerModeName,
  /** early: not enough data. open: no variant is ahead beyond doubt. */
  state: z.enum(["early", "open", "winner"]),
  variantId: z.string().nullable(),
  letter: z.string().nullable(),
  pBest: z.number().nullable(),
  expectedLoss: z.number().nullable(),
  /** "Not enough data", "Not proven yet" or "B wins", for a badge. */
  badge: z.string(),
  words: z.string(),
});

/** What an even split would have got of the newest posts, with its 90 percent range; null before there is enough to say. */
const EvenSplitView = z.object({
  /** In `reward.noun`, or in views for reach. */
  expected: z.number(),
  actual: z.number(),
  /** 0.12 is 12 percent more than an even split. */
  lift: z.number(),
  low: z.number(),
  high: z.number(),
  /** Bandwagon chose every one of these posts: no pin, no lock, no turns. */
  ownOnly: z.boolean(),
  words: z.string(),
});

const AlgorithmView = z.object({
  algorithm: AlgorithmName,
  label: z.string(),
  /** What it does, and what changes when it is chosen. */
  words: z.string(),
  /** Worth a thought for exactly two variants: the even split. */
  suggested: z.boolean(),
});
export type AlgorithmView = z.infer<typeof AlgorithmView>;

export const OptimizerPanel = z.object({
  campaign: z.object({ id: z.string(), name: z.string(), objective: Objective }),
  settings: OptimizerSettings,
  reward: RewardView,
  algorithms: z.array(AlgorithmView),
  winner: WinnerView,
  evenSplit: EvenSplitView.nullable(),
  /** With exactly two variants and no even split yet: the offer, in a sentence. */
  evenSplitOffer: z.string().nullable(),
  platform: Platform,
  platforms: z.array(z.object({ platform: Platform, posts: z.number() })),
  /** The algorithm's name as a label. */
  policy: z.string(),
  /** Whether the posts went to the built-in imitation of the platform. */
  sandbox: z.enum(["all", "some", "none"]),
  /** With a result, of the newest that are looked at. */
  posts: z.number(),
  /** Of all posts ever. */
  views: z.number(),
  state: z.enum(["early", "level", "leads", "clear"]),
  lead: LeadWords,
  finding: z.string(),
  arms: z.array(OptimizerArm),
  /** Of the variants' best estimates, each counting once; null before two have results. */
  averageRate: z.number().nullable(),
  exploration: Exploration,
  roll: z.array(RollMark),
  decisions: DecisionPage.extend({ total: z.number() }),
  nextSlots: z.array(NextSlot),
});
export type OptimizerPanel = z.infer<typeof OptimizerPanel>;

export const OptimizerCampaign = z.object({
  id: z.string(),
  name: z.string(),
  objective: Objective,
  status: z.string(),
  platforms: z.array(
    z.object({ platform: Platform, variants: z.number(), posts: z.number(), lead: LeadWords }),
  ),
  posts: z.number(),
  decisions: z.number(),
});
export type OptimizerCampaign = z.infer<typeof OptimizerCampaign>;

export const OptimizerCampaigns = z.object({
  items: z.array(OptimizerCampaign),
  nextCursor: z.string().nullable(),
});
export type OptimizerCampaigns = z.infer<typeof OptimizerCampaigns>;
