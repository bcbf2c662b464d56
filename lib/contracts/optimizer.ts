import { z } from "zod";
import { Objective } from "@/lib/contracts/campaigns";
import { Id, PageQuery } from "@/lib/contracts/common";
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
  /** The goal's own rate: views a post, or interactions or clicks per view. */
  rate: z.number().nullable(),
  /** 90 percent, widened because posts of one variant differ. */
  interval: Interval.nullable(),
  /** The score by which the policy would choose now; null before every variant had its first post. */
  index: z.number().nullable(),
  leads: z.boolean(),
});
export type OptimizerArm = z.infer<typeof OptimizerArm>;

export const DECISION_KINDS = ["cold_start", "exploit", "explore", "override", "rotation"] as const;
export const DecisionKind = z.enum(DECISION_KINDS);
export type DecisionKind = z.infer<typeof DecisionKind>;

const Exploration = z.object({
  /** How many of the latest decisions these figures tell of. */
  decisions: z.number(),
  kinds: z.record(DecisionKind, z.number()),
  explored: z.number(),
  exploited: z.number(),
  /** Share of the policy's own choices that were made to learn; null before the first. */
  ratio: z.number().nullable(),
  /** The same share of the coming slots, if nothing new came in. */
  plannedRatio: z.number().nullable(),
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
  /** A person chose. */
  pinned: SlotVariant.nullable(),
  pinnedBy: z.string().nullable(),
  overrideNote: z.string().nullable(),
  /** What would be posted if it were decided now; empty when a person chose or nothing may be posted. */
  odds: z.array(SlotVariant.extend({ share: z.number() })),
  learning: z.boolean(),
});
export type NextSlot = z.infer<typeof NextSlot>;

export const OptimizerPanel = z.object({
  campaign: z.object({ id: z.string(), name: z.string(), objective: Objective }),
  platform: Platform,
  platforms: z.array(z.object({ platform: Platform, posts: z.number() })),
  policy: z.string(),
  /** Whether the posts went to the built-in imitation of the platform. */
  sandbox: z.enum(["all", "some", "none"]),
  posts: z.number(),
  views: z.number(),
  state: z.enum(["early", "level", "leads", "clear"]),
  lead: LeadWords,
  finding: z.string(),
  arms: z.array(OptimizerArm),
  /** Over all variants together; null before the first result. */
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
