export const ALGORITHMS = ["adaptive", "thompson", "ucb1", "round_robin"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Posts that a policy looks back on: at a fading of 0.99 a post, older ones weigh under 0.25 %. */
export const EVIDENCE_WINDOW = 600;

/** One post as the policies see it; exposure 0 is a post whose result is not in yet. */
export interface PostEvidence {
  armId: string;
  exposure: number;
  /** In events, whole or not: what the goal counts. */
  successes: number;
}

/** What is believed before a campaign's first result, of one platform and goal. */
export interface Prior {
  /** Successes per exposure of an ordinary campaign. */
  rate: number;
  /** How far campaigns differ: standard deviation of the natural logarithm of their rates. */
  logSd: number;
  /** How far variants of one campaign differ: variance of rate over its mean. */
  relativeVariance: number;
  /** How far posts of one variant differ beyond counting noise: standard deviation over the mean. */
  postSpread: number;
}

export interface BanditInput {
  /** Arm ids in the order of their letters: what may be chosen. */
  candidates: readonly string[];
  /** Oldest first, at most EVIDENCE_WINDOW; also of arms that may not be chosen any more. */
  posts: readonly PostEvidence[];
  prior: Prior;
  /** Share of choices left to chance, over all arms together; 0 leaves none. */
  floor: number;
}

/** What is known of one arm. Its rate is believed Gamma(shape, scale) distributed: mean shape/scale. */
export interface ArmBelief {
  armId: string;
  /** Posts with a result. */
  posts: number;
  /** Posts chosen whose result is not in yet. */
  pending: number;
  exposure: number;
  successes: number;
  /** Exposure that counts as independent and recent. */
  effectiveExposure: number;
  /** Successes in it. */
  effectiveSuccesses: number;
  /** Average posts that would say as much. */
  effectivePosts: number;
  /** Sum over posts of successes per exposure. */
  rateSum: number;
  /** Effective exposure that its posts still lack: of those under way, and of those still arriving. */
  missingExposure: number;
  shape: number;
  scale: number;
  mean: number;
}

/** All that a choice depends on besides its seed. JSON, stored in the decision's row and replayed. */
export interface Snapshot {
  algorithm: Algorithm;
  version: number;
  floor: number;
  candidates: string[];
  /** Of the candidates, and of every other arm that has posts. */
  beliefs: ArmBelief[];
  /** What all arms have in common, by name; each algorithm documents its own. */
  shared: Record<string, number>;
}

/** explore: the arm was worth trying although another one's mean is higher. floor: chance alone. */
export type Cause = "cold_start" | "exploit" | "explore" | "floor";

export interface ChoiceReason {
  template: string;
  numbers: Record<string, number | string>;
}

export interface Choice {
  armId: string;
  kind: Cause;
  /** Of each candidate; they sum to one. */
  propensities: Record<string, number>;
  indexes: Record<string, number>;
  reason: ChoiceReason;
}

export interface BanditPolicy {
  algorithm: Algorithm;
  version: number;
  summarise(input: BanditInput): Snapshot;
  /** Pure: the same snapshot and seed (an unsigned 32-bit integer) give the same choice. */
  decide(snapshot: Snapshot, seed: number): Choice;
}

export interface ArmPosterior {
  armId: string;
  mean: number;
  /** 90 percent. */
  low: number;
  high: number;
  pBest: number;
  /** What is lost on average by posting this arm only, as a share of the best arm's expected rate. */
  expectedLoss: number;
}

export interface EvenSplit {
  /** Successes that an even split over the candidates would have brought with these posts. */
  expected: number;
  actual: number;
  /** Expected of the posted arms over expected of an even split, both at equal reach a post, minus one; with its 90 percent range. */
  lift: number;
  low: number;
  high: number;
}

export type WinnerMode = "usual" | "proof";

export interface Winner {
  /** early: too little to say anything. open: no arm is ahead beyond doubt. */
  state: "early" | "open" | "winner";
  /** The winner, or the arm that is ahead while the question is open. */
  armId: string | null;
  pBest: number;
  /** Share of the best arm's expected rate. */
  expectedLoss: number;
  /** The odds would do, but not without the one post that speaks most for the arm. */
  restsOnOnePost?: boolean;
}
