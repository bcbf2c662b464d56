import type { ProbationPosts } from "./gate";

export interface LearningSettings {
  /** `cautious` asks for more certainty before a promotion. */
  caution: "usual" | "cautious";
  /** Prompts that compete with the champion. */
  challengers: number;
  /** New settled posts that a breeding needs. */
  breedAfterPosts: number;
  breedEveryMs: number;
  /** Calls of the model in one cycle, retries included. */
  callsPerCycle: number;
  /** Generations in a row without a promotion, after which breeding waits for `pausePosts`. */
  pauseAfter: number;
  pausePosts: number;
  /** Results since the promotion that a promoted prompt needs before it is champion for good. */
  probationPosts: ProbationPosts;
}

/** A post's result is taken then, where its interactions did not bring that about earlier. */
export const READY_AFTER_HOURS = 24;

export const LEARNING_SETTINGS: LearningSettings = {
  caution: "usual",
  challengers: 3,
  breedAfterPosts: 6,
  breedEveryMs: 24 * 3_600_000,
  callsPerCycle: 6,
  pauseAfter: 3,
  pausePosts: 18,
  probationPosts: { all: 10, own: 3 },
};
