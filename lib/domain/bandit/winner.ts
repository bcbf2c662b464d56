import type {
  ArmBelief,
  ArmPosterior,
  PostEvidence,
  Snapshot,
  Winner,
  WinnerMode,
} from "./algorithm";
import { believe, effectiveExposure, FADE, sharedOf } from "./beliefs";
import { posteriors } from "./posteriors";
import { candidatesOf } from "./settle-choice";

const SURE = 0.95;
/** Share of the best rate: less than this is not worth another post. */
const BEARABLE_LOSS = 0.02;
/** No winner is called before two arms have so many each: one that was hardly tried can't have lost. */
const POSTS_TO_CLAIM = 3;
/** The proof is tightest around a few dozen posts of an arm. */
const PROOF_POSTS = 10;
/** What a post's spread is taken to be at least, whatever few posts look like. */
const LEAST_SPREAD = 0.16;

/**
 * Whether one arm may be called the best. usual: odds of 95 in 100 and under 2 percent to lose, also
 * without the post that speaks most for it; that may be looked at after every post at the price of
 * a few false calls. proof: the arms' 95 percent confidence sequences are apart. Those are made to
 * hold at all times together, as far as their normal approximation carries; the window of posts
 * slides, and arms that join share the chance of error anew.
 */
export function winner(
  snapshot: Snapshot,
  mode: WinnerMode,
  posts: readonly PostEvidence[],
): Winner {
  const arms = candidatesOf(snapshot);
  const leader = likeliest(snapshot);
  const { armId, pBest, expectedLoss } = leader;
  const tried = arms.filter((arm) => arm.posts >= POSTS_TO_CLAIM).length;
  if (tried < 2) return { state: "early", armId: null, pBest, expectedLoss };
  const found = { armId, pBest, expectedLoss };
  if (mode === "proof") {
    return { ...found, state: isProven(armId, arms, snapshot, posts) ? "winner" : "open" };
  }
  if (!isSure(leader)) return { ...found, state: "open" };
  const again = likeliest(withoutBestPost(snapshot, armId, posts));
  const holds = again.armId === armId && isSure(again);
  return holds ? { ...found, state: "winner" } : { ...found, state: "open", restsOnOnePost: true };
}

function likeliest(snapshot: Snapshot): ArmPosterior {
  return posteriors(snapshot).reduce((best, each) => (each.pBest > best.pBest ? each : best));
}

function isSure({ pBest, expectedLoss }: ArmPosterior): boolean {
  return pBest >= SURE && expectedLoss < BEARABLE_LOSS;
}

/** What would be believed had the arm's most helpful post never been: one lucky day makes no winner. */
function withoutBestPost(
  snapshot: Snapshot,
  armId: string,
  posts: readonly PostEvidence[],
): Snapshot {
  const shared = sharedOf(snapshot);
  const mean = snapshot.beliefs.find((belief) => belief.armId === armId)?.mean ?? 0;
  let best = { help: 0, exposure: 0, successes: 0 };
  let weight = 1;
  for (let i = posts.length - 1; i >= 0; i--, weight *= FADE) {
    const post = posts[i];
    if (post?.armId !== armId || post.exposure <= 0) continue;
    const exposure = weight * effectiveExposure(post.exposure, shared);
    const rate = post.successes / post.exposure;
    const help = exposure * (rate - mean);
    if (help > best.help) best = { help, exposure, successes: exposure * rate };
  }
  const beliefs = snapshot.beliefs.map((belief) => {
    if (belief.armId !== armId) return belief;
    const effectiveExposure = Math.max(belief.effectiveExposure - best.exposure, 0);
    const effectiveSuccesses = Math.max(belief.effectiveSuccesses - best.successes, 0);
    return { ...belief, effectiveExposure, effectiveSuccesses };
  });
  return { ...snapshot, ...believe(beliefs, shared) };
}

function isProven(
  leader: string,
  arms: readonly ArmBelief[],
  snapshot: Snapshot,
  posts: readonly PostEvidence[],
): boolean {
  const spread = Math.max(sharedOf(snapshot).postSpread, LEAST_SPREAD);
  const error = (1 - SURE) / arms.length;
  const ranges = arms.map((arm) => ({ ...confidenceSequence(arm, posts, spread, error), arm }));
  const own = ranges.find(({ arm }) => arm.armId === leader);
  return ranges.every(({ arm, high }) => arm.armId === leader || high < (own?.low ?? 0));
}

/**
 * Where an arm's rate lies: at every time together but for this chance of error, were the mean and
 * the spread known and not estimated from the same posts. Robbins' normal
 * mixture (1970) over posts weighed by their information, whose variance is that of a count plus
 * the spread between posts.
 */
export function confidenceSequence(
  { armId, mean }: Pick<ArmBelief, "armId" | "mean">,
  posts: readonly PostEvidence[],
  spread: number,
  error: number,
): { low: number; high: number } {
  let information = 0;
  let sum = 0;
  for (const post of posts) {
    if (post.armId !== armId || post.exposure <= 0) continue;
    const weight = 1 / (1 / (post.exposure * mean) + spread);
    information += weight;
    sum += (weight * post.successes) / post.exposure;
  }
  if (information === 0) return { low: 0, high: Infinity };
  const mixed = information + PROOF_POSTS / LEAST_SPREAD;
  const log = Math.log((mixed * LEAST_SPREAD) / PROOF_POSTS / error ** 2);
  const reach = (mean * Math.sqrt(mixed * log)) / information;
  const centre = sum / information;
  return { low: Math.max(centre - reach, 0), high: centre + reach };
}
