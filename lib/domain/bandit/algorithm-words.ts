import type { Algorithm, WinnerMode } from "./algorithm";

interface AlgorithmWords {
  label: string;
  /** What it does, and what changes when it is chosen. */
  words: string;
}

const WORDS: Record<Algorithm, AlgorithmWords> = {
  adaptive: {
    label: "Adaptive",
    words:
      "Weighs what a variant earned, how sure that is and what more posts would teach. Old posts fade, and one lucky post counts little. It did best of the four when 206 tests of headlines on one news site were replayed, by up to a few percent; posts may differ.",
  },
  thompson: {
    label: "Thompson sampling",
    words:
      "Posts each variant as often as it is likely to be the best. Mixes more, and learns a little more slowly where posts differ much.",
  },
  ucb1: {
    label: "UCB1",
    words:
      "The textbook rule. With rates as small as clicks it hardly does more than take turns: choose it for comparison.",
  },
  round_robin: {
    label: "Even split",
    words:
      "Variants take turns and nothing is steered. The fairest comparison, and the most posts of weaker variants.",
  },
};

export const algorithmWords = (algorithm: Algorithm): AlgorithmWords => WORDS[algorithm];

/** What each rule for a winner asks. */
export const winnerModeWords: Record<WinnerMode, AlgorithmWords> = {
  usual: {
    label: "Odds",
    words:
      "A variant wins at odds of 95 in 100, when less than 2% is lost on average. It needs three posts with results, as does at least one other, and both must hold without its best post.",
  },
  proof: {
    label: "Proof",
    words:
      "A variant wins only when its range stays clear of all the others however often somebody looks. That takes far more posts, and often never comes.",
  },
};
