import type { PostEvidence, Prior } from "./algorithm";
import type { ArmTally } from "./arm-tally";

/** How many posts the prior's spread is worth. */
const PRIOR_POSTS = 10;

/**
 * How far posts of one arm scatter beyond counting noise: relative variance, by moments. What an
 * arm's posts stray from its own rate, less what counting alone explains, drawn to the prior by
 * as many posts as the expected counts carry (Kish's effective number).
 */
export function postSpread(
  posts: readonly PostEvidence[],
  { armOf, exposure, successes }: ArmTally,
  prior: Prior,
): number {
  let [beyond, squares, fourths] = [0, 0, 0];
  for (let i = 0; i < posts.length; i++) {
    const post = posts[i];
    if (!post || post.exposure <= 0) continue;
    const arm = armOf[i] ?? 0;
    const share = post.exposure / (exposure[arm] ?? 1);
    const expected = share * (successes[arm] ?? 0);
    // The post itself is part of its arm's rate, and strays from it the less.
    beyond += (post.successes - expected) ** 2 - expected * (1 - share);
    squares += expected ** 2;
    fourths += expected ** 4;
  }
  const known = fourths > 0 ? squares ** 2 / fourths : 0;
  const measured = squares > 0 ? Math.max(beyond / squares, 0) : 0;
  return (PRIOR_POSTS * prior.postSpread ** 2 + known * measured) / (PRIOR_POSTS + known);
}
