import { z } from "zod";
import { ChannelRef } from "@/lib/contracts/channel-ref";
import { Id, PageQuery } from "@/lib/contracts/common";
import { DirectiveChange } from "@/lib/contracts/directive-change";
import { GateRules } from "@/lib/contracts/gate-rules";
import { LearningSettings } from "@/lib/contracts/learning-settings";
import { OPERATORS, PROMPT_STATUSES } from "@/lib/domain/evolution/prompt";

/** A share: 0.12 is twelve percent more. The interval is the 90 percent one. */
export const Estimate = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Estimate = z.infer<typeof Estimate>;

/** `probation`: promoted, beside the champion until it is proved. `archived`: was champion once. */
export const PromptStatus = z.enum(PROMPT_STATUSES);
export type PromptStatus = z.infer<typeof PromptStatus>;

/** How a prompt came to be. */
export const PromptOperator = z.enum(OPERATORS);
export type PromptOperator = z.infer<typeof PromptOperator>;

/** Enough to name a prompt anywhere: "P7" is unique within its channel. */
export const PromptRef = z.object({ id: z.string(), name: z.string(), status: PromptStatus });
export type PromptRef = z.infer<typeof PromptRef>;

/** The prompt that wrote a variant; null where none did. */
export const VariantPrompt = z.object({
  id: z.string(),
  name: z.string(),
  channelId: z.string(),
  /** Share of the text that people changed since, from 0 to 1. */
  humanEditShare: z.number(),
});
export type VariantPrompt = z.infer<typeof VariantPrompt>;

/** `off`: the whole workspace's loop is. `paused`: by a person. `fruitless`: nothing was gained lately, so it rests. */
export const ChannelState = z.enum([
  "learning",
  "waiting",
  "running",
  "fruitless",
  "paused",
  "off",
]);
export type ChannelState = z.infer<typeof ChannelState>;

/** A prompt's place in the family, for a small picture. */
export const LineageMark = PromptRef.extend({
  generation: z.number(),
  parentIds: z.array(z.string()),
});
export type LineageMark = z.infer<typeof LineageMark>;

/** How a channel does. Fixed names: outside clients read them. */
export const ChannelPerformance = z.object({
  channel: ChannelRef,
  /** Published posts whose results were taken. */
  totalContent: z.number(),
  /** Weighted interactions per view, in all; null before the first view. */
  avgEngagement: z.number().nullable(),
  /** By the posterior, once the two are as far apart as the gate asks; null is "undecided". */
  bestPrompt: PromptRef.nullable(),
  worstPrompt: PromptRef.nullable(),
  /** What the champion earns more than the first prompt would; null while they are the same one. */
  improvementRate: Estimate.nullable(),
  /** Who writes most: the one on probation, else the champion. */
  champion: PromptRef,
  challengers: z.number(),
  generation: z.number(),
  /** How the champion departs from the first prompt, strongest effect first; empty while they are the same one. */
  learnt: z.array(DirectiveChange),
  /** The latest 40 of the family, oldest first. */
  lineage: z.array(LineageMark),
  state: ChannelState,
  /** One sentence: what it waits for, or why it stands still. */
  stateReason: z.string(),
  /** Prompts that passed the gate and wait for a person. */
  awaitingApproval: z.number(),
  lastRunAt: z.string().nullable(),
});
export type ChannelPerformance = z.infer<typeof ChannelPerformance>;

export const LearningChannelsQuery = PageQuery;
export type LearningChannelsQuery = z.infer<typeof LearningChannelsQuery>;

export const LearningChannels = z.object({
  /** Most recently evaluated first; of the world that the workspace shows. */
  items: z.array(ChannelPerformance),
  nextCursor: z.string().nullable(),
  settings: LearningSettings,
});
export type LearningChannels = z.infer<typeof LearningChannels>;

export const PromptEvidence = z.object({
  /** Variants that it wrote. */
  variants: z.number(),
  /** Their published posts, and those of them with a result. */
  posts: z.number(),
  settledPosts: z.number(),
  views: z.number(),
  /** Weighted interactions per view; null before the first view. */
  engagementRate: z.number().nullable(),
  /** Results of which a person wrote more than a fifth: they count less, and are that person's. */
  humanEdited: z.number(),
});
export type PromptEvidence = z.infer<typeof PromptEvidence>;

/** One prompt in the family tree. Parents always come before their children in the list. */
export const PromptNode = PromptRef.extend({
  operator: PromptOperator,
  generation: z.number(),
  parents: z.array(PromptRef),
  directives: z.array(
    z.object({
      directive: z.string(),
      directiveLabel: z.string(),
      level: z.string(),
      levelLabel: z.string(),
    }),
  ),
  /** Free guidance beside the directives, by the critic or a person. */
  notes: z.array(z.string()),
  /** What the model is told, word by word. */
  text: z.string(),
  /** Against each parent, in their order. */
  changes: z.array(z.object({ parent: PromptRef, changes: z.array(DirectiveChange) })),
  /** Why it was bred, in a sentence; null for the first. */
  why: z.string().nullable(),
  /** Posts that the critic cited. */
  citedPosts: z.array(z.string()),
  /** Which model proposed it; null where none was asked or its answer was of no use. */
  model: z.string().nullable(),
  seed: z.number(),
  evidence: PromptEvidence,
  /** More or less than the first prompt of the channel; null for itself, and before any result. */
  lift: Estimate.nullable(),
  /** Chance that it is better than the champion; null for the champion, and before any result. */
  pBetter: z.number().nullable(),
  /** More or less than the one that leads now: what the gate looks at. Null for that one itself, and before any result. */
  gain: Estimate.nullable(),
  /** Against the one that it replaced, or was to replace, by all results so far; null where nothing was before it, and before any result. */
  over: z.object({ prompt: PromptRef, lift: Estimate }).nullable(),
  /** It passed the gate and waits for a person, since then. */
  awaitingSince: z.string().nullable(),
  createdAt: z.string(),
  promotedAt: z.string().nullable(),
  retiredAt: z.string().nullable(),
  /** What may be asked of it now. */
  can: z.object({ promote: z.boolean(), reject: z.boolean(), rollback: z.boolean() }),
});
export type PromptNode = z.infer<typeof PromptNode>;

export const RUN_TRIGGERS = ["threshold", "age", "person"] as const;
/** `threshold`: enough interactions. `age`: 24 hours after publishing. `person`: somebody asked. */
export const RunTrigger = z.enum(RUN_TRIGGERS);
export type RunTrigger = z.infer<typeof RunTrigger>;

export const RunDecision = z.object({
  kind: z.enum(["promote", "propose", "retire", "keep", "rollback", "breed", "wait"]),
  prompt: PromptRef.nullable(),
  /** A sentence built from the numbers. */
  text: z.string(),
  numbers: z.record(z.string(), z.number()),
});
export type RunDecision = z.infer<typeof RunDecision>;

export const RunStatus = z.enum(["queued", "running", "completed", "failed"]);
export type RunStatus = z.infer<typeof RunStatus>;

/** One micro-cycle: evaluate, decide, breed. */
export const EvolutionRunView = z.object({
  id: z.string(),
  channelId: z.string(),
  trigger: RunTrigger,
  status: RunStatus,
  /** Posts whose results were ready and new, and all that were taken into account. */
  newPosts: z.number(),
  evaluatedPosts: z.number(),
  decisions: z.array(RunDecision),
  /** Why nothing was bred; null where something was. */
  waiting: z.string().nullable(),
  bred: z.array(PromptRef),
  modelCalls: z.number(),
  callBudget: z.number(),
  /** What went wrong, and what to do; a failed run is tried again. */
  error: z.string().nullable(),
  /** The person who asked; null: it began by itself. */
  askedBy: z.string().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type EvolutionRunView = z.infer<typeof EvolutionRunView>;

export const LEARNING_ACTS = [
  "promoted",
  "rejected",
  "rolled_back",
  "restored",
  "paused",
  "resumed",
  "settings_changed",
] as const;

/** What a person decided about a channel, or about the rules that it follows. */
export const LearningAct = z.object({
  id: z.string(),
  at: z.string(),
  who: z.string(),
  kind: z.enum(LEARNING_ACTS),
  prompt: PromptRef.nullable(),
  /** A sentence that names the person. */
  text: z.string(),
});
export type LearningAct = z.infer<typeof LearningAct>;

/** A page of what happened, the latest first: the cycles, and what people did between them. */
export const EvolutionRuns = z.object({
  items: z.array(EvolutionRunView),
  acts: z.array(LearningAct),
  nextCursor: z.string().nullable(),
});
export type EvolutionRuns = z.infer<typeof EvolutionRuns>;

/** One directive at one of its levels: "Opening: a number". */
const WayOfWriting = z.object({
  directive: z.string(),
  directiveLabel: z.string(),
  level: z.string(),
  levelLabel: z.string(),
});

/** How far a way of writing moves the rate, all else equal. */
export const DirectiveEffect = z.object({
  /** More than one: the very same posts have all of them, so that only their sum can be told. */
  ways: z.array(WayOfWriting),
  effect: Estimate,
  posts: z.number(),
});
export type DirectiveEffect = z.infer<typeof DirectiveEffect>;

export const LearningChannel = ChannelPerformance.extend({
  /** The family, oldest first. */
  prompts: z.array(PromptNode),
  seedPromptId: z.string(),
  /** The champion that a rollback would bring back; null where there is none. */
  rollbackTo: PromptRef.nullable(),
  progress: z.object({
    /** Results since the last breeding, and how many it waits for. */
    newSettled: z.number(),
    needed: z.number(),
    /** Not before then: at most once a day. */
    nextBreedAt: z.string().nullable(),
    fruitlessGenerations: z.number(),
    fruitlessLimit: z.number(),
    /** For prompts that are tried; with none free, new ones wait whatever results come in. */
    placesFree: z.number(),
  }),
  /** What a challenger must show before it leads, and a new leader before it is champion. */
  rules: GateRules,
  /** Strongest first; of what some posts have and others have not. */
  effects: z.array(DirectiveEffect),
  /** What all posts have in common: there is nothing to compare it with. */
  unvaried: z.array(WayOfWriting),
  paused: z.boolean(),
  pausedBy: z.string().nullable(),
  pausedAt: z.string().nullable(),
  runs: EvolutionRuns,
  settings: LearningSettings,
});
export type LearningChannel = z.infer<typeof LearningChannel>;

export const WithPromptId = z.object({ id: Id, promptId: Id });

/** While it is paused results are taken, the leader writes, and nothing is promoted or bred. */
export const UpdateLearningChannel = z.object({ paused: z.boolean() });
export type UpdateLearningChannel = z.infer<typeof UpdateLearningChannel>;

export const PromptVerdict = z.object({
  verdict: z.enum(["promote", "reject"]),
  note: z.string().trim().max(500, "Keep the note under 500 characters.").default(""),
});
export type PromptVerdict = z.infer<typeof PromptVerdict>;

/** Left out: the champion before this one. */
export const RollbackChannel = z.object({ promptId: Id.optional() });
export type RollbackChannel = z.infer<typeof RollbackChannel>;
